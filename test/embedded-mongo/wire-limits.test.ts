import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';
import { expect } from 'chai';
import { encode } from '../../src/embedded-mongo/raw/decode.ts';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { serve } from '../../src/embedded-mongo/wire/connection.ts';
import { crc32c } from '../../src/embedded-mongo/wire/crc32c.ts';
import { Unfinished } from '../../src/embedded-mongo/wire/unfinished.ts';
import { temporaryDir, temporaryStore } from './temporary-store.ts';
import { int32, message, opMsg, opQuery, WireClient } from './wire-client.ts';

const PING = opMsg({ ping: 1, $db: 'admin' });

/** The bytes of a document of as many levels, itself included. */
function nested(levels: number): Buffer {
  const begin = Array.from({ length: levels - 1 }, (_, level) =>
    Buffer.concat([int32(5 + 8 * (levels - 1 - level)), Buffer.from([3, 97, 0])]),
  );
  return Buffer.concat([...begin, int32(5), Buffer.alloc(levels)]);
}

/** A document with one element of a type whose value is these bytes. */
function element(type: number, ...value: (number[] | Buffer)[]): Buffer {
  const content = Buffer.concat([Buffer.from([type]), Buffer.from('a\0'), ...value.map((part) => Buffer.from(part))]);
  return Buffer.concat([int32(content.length + 5), content, Buffer.from([0])]);
}

const insert = (...docs: Uint8Array[]) => opMsg({ insert: 'c', $db: 'limits' }, { beside: [['documents', docs]] });

describe('the wire of the built-in store', () => {
  const store = temporaryStore();
  const clients: WireClient[] = [];
  const connect = () => {
    const client = new WireClient(store.uri);
    clients.push(client);
    return client;
  };
  const ask = (bytes: Uint8Array) => connect().ask(bytes);
  const stored = () => store.client.db('limits').collection('c').countDocuments();

  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    expect(await store.client.db('limits').command({ ping: 1 })).to.deep.equal({ ok: 1 });
  });

  describe('closes at once, without an answer,', () => {
    const hello = Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3, 1, 2, 3, 4, 5, 6, 7]);
    const torn = opMsg({ ping: 1, $db: 'admin' }, { checksum: true });
    torn.writeUInt8((torn.at(-1) as number) ^ 1, torn.length - 1);
    const unwanted: Record<string, Buffer> = {
      'a request of a browser': Buffer.from('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      'the greeting of TLS': hello,
      'a length of two gigabytes': Buffer.concat([int32(2 ** 31 - 1), PING.subarray(4)]),
      'a length over 48 MB': Buffer.concat([int32(48_000_001), PING.subarray(4)]),
      'a negative length': Buffer.concat([int32(-1), PING.subarray(4)]),
      'a length of nothing': Buffer.concat([int32(0), PING.subarray(4)]),
      'a compressed message': message(2012, [int32(2013), int32(10), Buffer.alloc(20)]),
      'the old ways to write, to read on and to close': message(2007, [int32(0), int32(1), Buffer.alloc(8)]),
      'an operation that nobody knows': message(1234, [Buffer.alloc(20)]),
      'a flag that it must understand and does not': opMsg({ ping: 1, $db: 'admin' }, { flags: 4 }),
      'a checksum that does not match': torn,
    };
    for (const [what, bytes] of Object.entries(unwanted)) {
      it(`on ${what}`, async () => {
        const client = connect();
        client.send(bytes);
        client.send(insert(serialize({ from: what })));
        expect(await client.answer()).to.equal('closed');
        expect(await stored()).to.equal(0);
      });
    }
  });

  describe('answers, and stores nothing,', () => {
    const good = serialize({ _id: 'good' });
    const text = (length: number) => element(2, int32(length), Buffer.from('b\0'));
    const malformed: Record<string, Uint8Array> = {
      'a text without length': text(0),
      'a text of negative length': text(-1),
      'a text of two gigabytes': text(2 ** 31 - 1),
      'a text that ends elsewhere': text(3),
      'a text without its end': element(2, int32(2), Buffer.from('bb')),
      'a document inside that is longer than its holder': element(3, int32(50), [0]),
      'a document inside that is too short': element(3, int32(4), [0]),
      'an array of negative length': element(4, int32(-5), [0]),
      'binary data of negative length': element(5, int32(-1), [0]),
      'binary data of two gigabytes': element(5, int32(2 ** 31 - 1), [0]),
      'binary data of the oldest kind that contradicts itself': element(5, int32(4), [2], int32(9)),
      'code whose scope is not where it says': element(15, int32(19), int32(20), Buffer.from('b\0'), int32(5), [0]),
      'a boolean of 2': element(8, [2]),
      'a number that is cut off': element(1, [1, 2, 3]),
      'a type that BSON does not have': element(0x42, [0]),
      'a name without end': Buffer.concat([int32(9), Buffer.from([10, 97, 97, 97, 97])]),
      'a document that says to be longer': Buffer.from([6, 0, 0, 0, 0]),
      'a field that is there twice': Buffer.from(
        [...serialize({ a: null, b: null })].map((byte) => (byte === 98 ? 97 : byte)),
      ),
    };
    for (const [what, doc] of Object.entries(malformed)) {
      it(`when ${what} is to be inserted`, async () => {
        const answer = (await ask(insert(good, doc))) as Document;
        // A field that is there twice is well-formed; the refusal is that of one document.
        const error = answer.writeErrors?.[0] ?? answer;
        expect(error.code).to.equal(22);
        expect(await stored()).to.equal(answer.n ?? 0);
        await store.client.db('limits').dropDatabase();
      });
    }

    const beside = (...names: string[]) => ({
      beside: names.map((name): [string, Uint8Array[]] => [name, [good]]),
    });
    const body = serialize({ insert: 'c', $db: 'limits' });
    const misframed: Record<string, [number, Buffer]> = {
      'documents that come twice': [40431, opMsg(body, beside('documents', 'documents'))],
      'documents both in the command and beside it': [
        40433,
        opMsg({ insert: 'c', documents: [{}], $db: 'limits' }, beside('documents')),
      ],
      'three lists of documents': [233, opMsg(body, beside('documents', 'b', 'c'))],
      'two commands in one': [40430, message(2013, [int32(0), Buffer.from([0]), body, Buffer.from([0]), body])],
      'no command': [40587, message(2013, [int32(0), Buffer.from([1, 13, 0, 0, 0, 97, 97, 97, 0, 5, 0, 0, 0, 0])])],
      'an unknown kind of section': [40432, message(2013, [int32(0), Buffer.from([7]), body])],
      'a field of the command that is there twice': [
        40413,
        opMsg(
          Buffer.from(serialize({ insert: 'c', a: 1, b: 1, $db: 'limits' }).map((byte) => (byte === 98 ? 97 : byte))),
        ),
      ],
      'a command that leads out of its message': [
        22,
        message(2013, [int32(0), Buffer.from([0]), int32(500), Buffer.alloc(20)]),
      ],
    };
    for (const [what, [code, bytes]] of Object.entries(misframed)) {
      it(`when a message has ${what}`, async () => {
        const client = connect();
        expect(await client.ask(bytes)).to.include({ ok: 0, code });
        expect(await stored()).to.equal(0);
        expect(await client.ask(PING)).to.deep.equal({ ok: 1 });
      });
    }

    it('when a document has more than 100 levels, or a command more than 200', async () => {
      const answer = (await ask(insert(nested(100), nested(101)))) as Document;
      expect(answer.n).to.equal(1);
      expect(answer.writeErrors[0]).to.include({ index: 1, code: 15 });
      expect(answer.writeErrors[0].errmsg).to.equal('Document exceeds maximum nesting depth of 100');
      expect(await ask(opMsg({ find: 'c', filter: deserialize(nested(201)), $db: 'limits' }))).to.include({
        code: 15,
        codeName: 'Overflow',
      });
      expect(await ask(insert(nested(100_000)))).to.include({ code: 15 });
      await store.client.db('limits').dropDatabase();
    });

    it('when a document is larger than 16 MB', async () => {
      const large = (bytes: number) => serialize({ a: Buffer.alloc(bytes) });
      const answer = (await ask(insert(large(16 * 1024 * 1024)))) as Document;
      expect(answer.writeErrors[0]).to.include({ code: 2 });
      expect(answer.writeErrors[0].errmsg).to.match(
        /^object to insert too large. size in bytes: 16777\d\d\d, max size: 16777216$/,
      );
      const refusal = (await ask(insert(large(16 * 1024 * 1024 + 16 * 1024)))) as Document;
      expect(refusal).to.include({ code: 10334, codeName: 'BSONObjectTooLarge' });
      expect(refusal.errmsg).to.match(/is invalid. Size must be between 0 and 16793600\(16MB\)$/);
      expect(await stored()).to.equal(0);
    });

    it('when a date is one that no client could read again', async () => {
      const far = element(9, [255, 255, 255, 255, 255, 255, 255, 127]);
      expect(await ask(insert(far))).to.include({ code: 2, codeName: 'BadValue' });
      expect(await stored()).to.equal(0);
    });
  });

  describe('keeps to the protocol', () => {
    it('when a message bears a checksum: so does its answer', async () => {
      const client = connect();
      client.send(opMsg({ ping: 1, $db: 'admin' }, { checksum: true }));
      const answer = await client.answer();
      if (answer === 'closed') throw new Error('closed');
      expect(answer.flags).to.equal(1);
      expect(answer.bytes.readUInt32LE(answer.bytes.length - 4)).to.equal(crc32c(answer.bytes.subarray(0, -4)));
      expect(crc32c(Buffer.from('123456789')), 'the example that the standard gives').to.equal(0xe3069283);
    });

    it('when an answer is wanted in pieces: it comes whole', async () => {
      const client = connect();
      client.send(opMsg({ ping: 1, $db: 'admin' }, { flags: 1 << 16 }));
      expect(await client.answer()).to.include({ flags: 0 });
    });

    it('when no answer is wanted: there is none, not even to a mistake', async () => {
      const client = connect();
      client.send(opMsg({ insert: 'c', documents: [{ _id: 1 }], $db: 'limits' }, { flags: 2, requestId: 1 }));
      client.send(opMsg({ nonsense: 1, $db: 'limits' }, { flags: 2, requestId: 2 }));
      client.send(opMsg({ ping: 1, $db: 'limits' }, { requestId: 3 }));
      expect(await client.answer()).to.include({ responseTo: 3 });
      expect(await stored()).to.equal(1);
      await store.client.db('limits').dropDatabase();
    });

    it('when requests come faster than answers: each is answered in its turn', async () => {
      const client = connect();
      const ids = Array.from({ length: 500 }, (_, i) => i);
      client.send(Buffer.concat(ids.map((requestId) => opMsg({ ping: 1, $db: 'admin' }, { requestId }))));
      for (const id of ids) expect(await client.answer()).to.include({ responseTo: id });
    });

    it('when a message comes byte by byte', async () => {
      const client = connect();
      client.socket.setNoDelay(true);
      for (const byte of PING) await new Promise((resolve) => client.socket.write(Buffer.from([byte]), resolve));
      expect((await client.answer()) !== 'closed').to.equal(true);
    });

    it('when a text is not UTF-8: it is kept as it came', async () => {
      const client = connect();
      const odd = element(2, int32(4), Buffer.from([0xff, 0xc3, 0x28, 0]));
      await store.client.db('limits').collection('c').createIndex({ a: 1 });
      expect(await client.ask(insert(odd))).to.deep.equal({ n: 1, ok: 1 });
      client.send(opMsg({ find: 'c', filter: { a: { $type: 'string' } }, $db: 'limits' }));
      const answer = await client.answer();
      expect(answer !== 'closed' && answer.bytes.includes(odd.subarray(4))).to.equal(true);
      await store.client.db('limits').dropDatabase();
    });

    it('when a driver of old greets it; anything else of old is refused by name', async () => {
      const client = connect();
      const greeting = await client.ask(opQuery('admin.$cmd', { isMaster: 1 }));
      expect(greeting).to.include({
        ismaster: true,
        ok: 1,
        maxBsonObjectSize: 16777216,
        maxMessageSizeBytes: 48000000,
      });
      expect(await client.ask(opQuery('d.$cmd', { find: 'c' }))).to.include({
        code: 352,
        codeName: 'UnsupportedOpQueryCommand',
      });
      expect(await client.ask(opQuery('d.c', {}))).to.include({ code: 5739101 });
    });
  });

  describe('stays as it is', () => {
    it('when clients send half a message and go, or stay', async () => {
      for (let at = 1; at < PING.length; at++) {
        connect().send(PING.subarray(0, at));
        const gone = connect();
        gone.send(PING.subarray(0, at));
        gone.socket.end();
        await gone.closed;
      }
    });

    it('when a client asks and asks, and does not fetch its answers: it is not read any further until it does', async () => {
      const text = 'x'.repeat(64 * 1024);
      let answered = 0;
      let served: Socket | undefined;
      const net = createServer((socket) => {
        served = socket;
        serve(socket, async () => {
          answered++;
          return encode({ text });
        });
      }).listen(0, '127.0.0.1');
      await once(net, 'listening');
      const client = new WireClient(`mongodb://127.0.0.1:${(net.address() as AddressInfo).port}`);
      client.socket.pause();
      const question = opMsg({ ping: 1, text });
      let asked = 0;
      while (!served?.isPaused() && asked < 10_000) {
        client.send(question);
        asked++;
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(asked).to.be.greaterThan(answered);
      const before = answered;
      client.socket.resume();
      for (let i = 0; i < asked; i++) expect((await client.answer()) !== 'closed').to.equal(true);
      expect(answered).to.equal(asked).and.greaterThan(before);
      client.end();
      net.close();
    });

    it('when those who leave messages unfinished fill its memory: the oldest goes', () => {
      const gone: string[] = [];
      const client = (name: string) => ({ destroy: () => gone.push(name) });
      const [first, second, third] = [client('first'), client('second'), client('third')];
      const unfinished = new Unfinished(100);
      unfinished.hold(first, 10);
      unfinished.hold(second, 50);
      unfinished.hold(first, 40);
      unfinished.hold(third, 60);
      expect(gone).to.deep.equal(['first', 'second']);
      unfinished.hold(third, 0);
      unfinished.hold(first, 100);
      expect(gone).to.deep.equal(['first', 'second']);
    });

    it('when it closes while a client does not fetch its answers', async () => {
      const dir = temporaryDir();
      const server = await startServer({ dir });
      const client = new WireClient(server.uri);
      client.socket.pause();
      const docs = Array.from({ length: 12 }, () => serialize({ text: 'x'.repeat(1024 * 1024) }));
      client.send(opMsg({ insert: 'c', $db: 'd' }, { beside: [['documents', docs]] }));
      client.send(opMsg({ find: 'c', $db: 'd' }));
      await server.close();
      client.end();
    });

    it('when a thousand clients come and stay', async () => {
      const crowd = Array.from({ length: 1000 }, connect);
      const answers = await Promise.all(crowd.map((client) => client.ask(PING)));
      expect(answers.every((answer) => answer !== 'closed' && answer.ok === 1)).to.equal(true);
    });
  });
});
