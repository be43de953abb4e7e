import { expectFaults, expectValues, MISSING } from './evaluate.ts';

describe('variables and paths', () => {
  it('are seen where they are bound', () => {
    expectValues([
      [{ $let: { vars: { a: 1, b: { $add: [1, 1] } }, in: { $add: ['$$a', '$$b'] } } }, 3],
      [{ $let: { vars: { CURRENT: '$a' }, in: '$b' } }, 7, { a: { b: 7 } }],
      ['$$USER_ROLES', []],
      ['$$REMOVE', MISSING],
      [{ a: '$$REMOVE', b: 1 }, { b: 1 }],
      ['$$CURRENT.a', 1, { a: 1 }],
      [{ $literal: { $add: [1] } }, { $add: [1] }],
      [{ $const: 1 }, 1],
      [
        ['$x', 1],
        [null, 1],
      ],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $let: { vars: {} } }, 16877],
      [{ $let: { in: 1 } }, 16876],
      [{ $let: { vars: {}, in: 1, x: 1 } }, 16875],
      [{ $let: 1 }, 16874],
      [{ $let: { vars: { A: 1 }, in: 1 } }, 9],
      ['$$x', 17276],
      ['$$Foo', 17276],
      ['$$1a', 9],
      ['$$', 9],
      ['$$CLUSTER_TIME', 51144],
      ['$$KEEP', 17276],
      ['$', 16872],
      ['$a.', 40353],
      ['$a..b', 15998],
      ['$a.$b', 16410],
      [{ '': 1 }, 15998],
      [{ a: { $add: 1, b: 1 } }, 15983],
      [{ a: 1, $b: 1 }, 16410],
      [{ 'a.b': 1 }, 16412],
      [{ $foo: 1 }, 168],
      [{ $function: { body: 'x', args: [], lang: 'js' } }, 31264],
      [{ $meta: 'textScore' }, 40218],
    ]);
  });
});
