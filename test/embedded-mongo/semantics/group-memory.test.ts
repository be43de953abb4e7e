import { expect } from 'chai';
import { aggregate } from '../../../src/embedded-mongo/semantics/aggregate.ts';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { MongoServerFault } from '../../../src/embedded-mongo/semantics/fault.ts';

const megabyte = 'x'.repeat(1024 * 1024);

function* documents(count: number, of: (number: number) => Doc): Generator<Doc> {
  for (let number = 0; number < count; number++) yield of(number);
}

function group(input: Iterable<Doc>, fields: Doc): Doc[] {
  const context = { lookup: () => [], now: new Date(0) };
  return [...aggregate(input, [{ $group: { _id: null, ...fields } }], context)];
}

/** 101 MB that differ, as texts that share their bytes. */
const large = () => documents(101, (number) => ({ text: megabyte + number }));

describe('the memory of $group', () => {
  const isRefused = (run: () => unknown): void => {
    expect(run).to.throw(MongoServerFault, 'Exceeded memory limit for $group').with.property('code', 292);
  };

  it('ends at 100 MB of what is gathered', () => {
    isRefused(() => group(large(), { all: { $push: '$text' } }));
    isRefused(() => group(large(), { all: { $addToSet: '$text' } }));
  });

  it('ends at 100 MB of groups', () => {
    isRefused(() => group(large(), { _id: '$text' }));
  });

  it('is not taken by what is only added up, nor twice by what is there already', () => {
    const [last] = group(large(), { last: { $last: '$text' }, n: { $count: {} } });
    expect(last?.n).to.have.property('value', 101);
    const same = documents(200, () => ({ text: megabyte }));
    expect(group(same, { all: { $addToSet: '$text' } })).to.deep.equal([{ _id: null, all: [megabyte] }]);
  });
});
