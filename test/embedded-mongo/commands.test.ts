import { expect } from 'chai';
import type { Document } from 'mongodb';
import { Long } from 'mongodb';
import { refusal } from './refusal.ts';
import { temporaryStore } from './temporary-store.ts';

const NOTHING: Document[] = [];

describe('commands of the built-in store', () => {
  const store = temporaryStore();

  /** That a command is refused with this code, and in words that contain these. */
  function refuses(what: string, command: Document, code: number, words: string, database = 'test') {
    it(`refuse ${what}`, async () => {
      const refused = await refusal(store.client.db(database), command);
      expect(refused.message).to.include(words);
      expect(refused.code).to.equal(code);
    });
  }

  describe('read their fields strictly, and', () => {
    const insert = { insert: 'c', documents: [{ a: 1 }] };
    refuses('a field that is unknown', { find: 'c', foo: 1 }, 40415, "BSON field 'find.foo' is an unknown field.");
    refuses('one in a write', { ...insert, foo: 1 }, 40415, "'insert.foo'");
    refuses(
      'one in a statement',
      { update: 'c', updates: [{ q: {}, u: {}, sort: {} }] },
      40415,
      "'update.updates.sort'",
    );
    const types = "'[long, int, decimal, double]'";
    refuses(
      'a value of a wrong type',
      { find: 'c', limit: 'x' },
      14,
      `is the wrong type 'string', expected types ${types}`,
    );
    refuses(
      'a wrong element of a list',
      { delete: 'c', deletes: [1] },
      14,
      "'delete.deletes.0' is the wrong type 'int'",
    );
    refuses('a field that is missing', { distinct: 'c' }, 40414, "'distinct.key' is missing but a required field");
    refuses('a count below nothing', { find: 'c', skip: -1 }, 51024, "'skip' value must be >= 0, actual value '-1'");
    refuses('no statements', { insert: 'c', documents: NOTHING }, 16, 'between 1 and 100000. Got 0 operations');
    refuses('a name that no collection may have', { find: 'a$b' }, 73, 'Invalid collection name: a$b');
    refuses('a collection that is no name', { find: 1 }, 73, 'collection name has invalid type');
    refuses('a command that is unknown', { foo: 1 }, 59, "no such command: 'foo'");
    refuses(
      'a name that every object has as a stage',
      { aggregate: 1, pipeline: [{ valueOf: 1 }], cursor: {} },
      73,
      'valueOf',
    );
    refuses('what looks like no number', { aggregate: { toString: 1 }, pipeline: NOTHING }, 9, "'aggregate' field");
    refuses('what belongs to the database admin elsewhere', { listDatabases: 1 }, 13, 'against the admin database');
    refuses('a collation without a language', { find: 'c', collation: { strength: 1 } }, 40414, "'collation.locale'");
    refuses(
      'a collation out of range',
      { find: 'c', collation: { locale: 'vi', strength: 6 } },
      2,
      "'collation.strength'",
    );
    refuses('an order that is neither up nor down', { find: 'c', sort: { a: 2 } }, 15975, 'must be 1');
    refuses('an order of a field without a name', { find: 'c', sort: { 'a..b': 1 } }, 15998, 'empty strings');

    it('take null for a field that is missing', async () => {
      const answer = await store.client.db('test').command({ find: 'c', filter: null, sort: null, limit: null });
      expect(answer.cursor.firstBatch).to.deep.equal([]);
    });
  });

  describe('know what cannot go together, and', () => {
    const update = (statement: Document) => ({ update: 'c', updates: [{ q: {}, ...statement }] });
    refuses('to replace many', update({ u: { a: 1 }, multi: true }), 9, 'not supported for replacement-style update');
    refuses('filters of arrays with a pipeline', update({ u: NOTHING, arrayFilters: [{}] }), 9, 'arrayFilters');
    refuses('constants without a pipeline', update({ u: { $set: { a: 1 } }, c: { b: 1 } }), 51198, 'Constant values');
    refuses('a wrong update that finds nothing', update({ q: { a: 0 }, u: { $foo: 1 } }), 9, 'Unknown modifier: $foo');
    refuses('a wrong filter of no collection', { count: 'none', query: { $foo: 1 } }, 2, '$foo');
    refuses('to delete two', { delete: 'c', deletes: [{ q: {}, limit: 2 }] }, 9, 'must be 0 or 1. Got 2');
    const modify = { findAndModify: 'c', query: {} };
    refuses('to find without a change', modify, 9, 'Either an update or remove=true must be specified');
    refuses('to change and remove', { ...modify, update: {}, remove: true }, 9, 'both an update and remove=true');
    refuses('to remove and make', { ...modify, remove: true, upsert: true }, 9, 'both upsert=true and remove=true');
    refuses('to show what is removed', { ...modify, remove: true, new: true }, 9, 'both new=true and remove=true');
    refuses('to follow the end of a collection', { find: 'c', tailable: true }, 2, 'tailable cursor requested');
    refuses('to wait for data', { find: 'c', awaitData: true }, 9, "without also setting 'tailable'");
    refuses(
      'to aggregate without a cursor',
      { aggregate: 'c', pipeline: NOTHING },
      9,
      "The 'cursor' option is required",
    );
    const aggregate = (target: string | number, stage: Document) => ({
      aggregate: target,
      pipeline: [stage, { $limit: 1 }],
      cursor: {},
    });
    refuses('to watch', aggregate('c', { $changeStream: {} }), 40573, 'only supported on replica sets');
    refuses('to write in the middle', aggregate('c', { $out: 'd' }), 40601, '$out can only be the final stage');
    refuses('an order of nothing', aggregate('c', { $sort: {} }), 15976, 'at least one sort key');
    refuses('a stage that needs a collection', aggregate(1, { $match: {} }), 73, 'a collection is required');
    const nothing = { $match: {} };
    const late = { aggregate: 'c', pipeline: [nothing, { $collStats: { count: {} } }], cursor: {} };
    refuses('to begin later', late, 40602, '$collStats is only valid as the first stage');
    refuses('what it does not measure', aggregate('c', { $collStats: { latencyStats: {} } }), 115, "'latencyStats'");
    refuses('documents beside a collection', aggregate('c', { $documents: [] }), 73, '$documents is not valid');
  });

  describe('have the concerns of a standalone server, and', () => {
    const write = (writeConcern: Document) => ({ insert: 'c', documents: [{ a: 1 }], writeConcern });
    refuses('a second server', write({ w: 2 }), 2, "cannot use 'w' > 1 when a host is not replicated");
    refuses('servers by a name', write({ w: 'far' }), 2, 'not a member of a replica set');
    refuses('more servers than there are', write({ w: 51 }), 9, 'not greater than 50');
    refuses('a write concern of a read', { find: 'c', writeConcern: { w: 1 } }, 72, 'does not support writeConcern');
    refuses('snapshots', { find: 'c', readConcern: { level: 'snapshot' } }, 123, 'needs to be a replica set member');
    refuses('to be linearizable', { count: 'c', readConcern: { level: 'linearizable' } }, 123, 'replica set member');
    refuses('a level that is none', { find: 'c', readConcern: { level: 'x' } }, 2, 'is not a valid value');
    refuses('a read concern of a write', { ...write({}), readConcern: { level: 'majority' } }, 72, 'not support');
    const txnNumber = Long.fromNumber(1);
    refuses('numbers of transactions', { find: 'c', txnNumber }, 20, 'Transaction numbers are only allowed on');
    refuses('to begin a transaction', { find: 'c', startTransaction: true }, 72, 'requires a transaction number');

    it('meet all others', async () => {
      const db = store.client.db('test');
      for (const w of [1, 'majority']) expect(await db.command(write({ w, j: true }))).to.include({ n: 1 });
      for (const level of ['local', 'available', 'majority']) {
        expect(await db.command({ count: 'c', readConcern: { level } })).to.include({ n: 2 });
      }
    });
  });

  describe('keep to the Stable API for those who declare it, and', () => {
    const strict = { apiVersion: '1', apiStrict: true };
    const find = { find: 'c', showRecordId: true };
    refuses('another version', { ping: 1, apiVersion: '2' }, 322, 'API version must be "1"');
    refuses('strictness without a version', { ping: 1, apiStrict: true }, 4886600, 'without passing apiVersion');
    refuses('other commands', { distinct: 'c', key: 'a', ...strict }, 323, 'command distinct is not in API Version 1');
    refuses('other fields', { ...find, ...strict }, 323, "'find.showRecordId' is not allowed with apiStrict:true");
    const stages = { aggregate: 'c', pipeline: [{ $indexStats: {} }], cursor: {} };
    refuses('other stages', { ...stages, ...strict }, 323, 'stage $indexStats is not allowed');

    it('take what belongs to it', async () => {
      expect(await store.client.db('test').command({ count: 'c', ...strict })).to.include({ ok: 1 });
      expect(await store.client.db('test').command({ ...find, apiVersion: '1' })).to.include({ ok: 1 });
    });
  });
});
