import { expectFaults, expectValues, MISSING } from './evaluate.ts';

describe('expressions on documents', () => {
  it('merge them, take them apart and set their fields', () => {
    expectValues([
      [{ $mergeObjects: [{ a: 1 }, { b: 2 }, null, '$x'] }, { a: 1, b: 2 }],
      [{ $mergeObjects: [] }, {}],
      [{ $mergeObjects: null }, {}],
      [
        { $objectToArray: { a: 1, b: { c: 2 } } },
        [
          { k: 'a', v: 1 },
          { k: 'b', v: { c: 2 } },
        ],
      ],
      [{ $objectToArray: null }, null],
      [
        {
          $arrayToObject: {
            $literal: [
              { k: 'item', v: 'abc' },
              { k: 'qty', v: 25 },
            ],
          },
        },
        { item: 'abc', qty: 25 },
      ],
      [
        {
          $arrayToObject: {
            $literal: [
              ['item', 'abc'],
              ['qty', 25],
            ],
          },
        },
        { item: 'abc', qty: 25 },
      ],
      [{ $arrayToObject: { $literal: [] } }, {}],
      [{ $getField: 'a.b' }, 5, { 'a.b': 5 }],
      [{ $getField: { $literal: '$p' } }, 1, { $p: 1 }],
      [{ $getField: { field: 'a', input: '$x' } }, MISSING],
      [{ $getField: { field: 'a', input: null } }, null],
      [{ $getField: { field: 'a', input: 5 } }, MISSING],
      [{ $setField: { field: 'a', input: '$$ROOT', value: 2 } }, { a: 2, b: 1 }, { a: 1, b: 1 }],
      [{ $setField: { field: 'a.b', input: { c: 1 }, value: 2 } }, { c: 1, 'a.b': 2 }],
      [{ $unsetField: { field: 'a', input: '$$ROOT' } }, { b: 1 }, { a: 1, b: 1 }],
      [{ $setField: { field: 'a', input: null, value: 2 } }, null],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $mergeObjects: [1] }, 40400],
      [{ $objectToArray: 1 }, 40390],
      [{ $arrayToObject: 1 }, 40386],
      [{ $arrayToObject: { $literal: [1] } }, 40398],
      [{ $arrayToObject: { $literal: [['a', 1], { k: 'a', v: 1 }] } }, 40396],
      [{ $arrayToObject: { $literal: [['a']] } }, 40397],
      [{ $arrayToObject: { $literal: [[1, 1]] } }, 40395],
      [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }, ['a', 1]] } }, 40391],
      [{ $arrayToObject: { $literal: [{ k: 'a' }] } }, 40392],
      [{ $arrayToObject: { $literal: [{ k: 'a', x: 1 }] } }, 40393],
      [{ $arrayToObject: { $literal: [{ k: 1, v: 1 }] } }, 40394],
      [{ $getField: '$a' }, 5654600],
      [{ $getField: { $add: [1] } }, 5654601],
      [{ $getField: 5 }, 5654602],
      [{ $getField: { input: 1 } }, 3041702],
      [{ $getField: { field: 'a' } }, 3041703],
      [{ $getField: { field: 'a', input: 1, x: 1 } }, 3041701],
      [{ $setField: { field: 'a', input: 1, value: 2 } }, 4161105],
      [{ $setField: { field: 'a', input: {} } }, 4161103],
      [{ $setField: { input: {}, value: 1 } }, 4161102],
      [{ $setField: { field: 'a', value: 1 } }, 4161109],
      [{ $unsetField: { field: 'a', input: {}, value: 1 } }, 4161101],
      [{ $setField: 1 }, 4161100],
      [{ $setField: { field: '$a', input: {}, value: 1 } }, 4161108],
      [{ $setField: { field: { $add: [1] }, input: {}, value: 1 } }, 4161106],
      [{ $setField: { field: 1, input: {}, value: 1 } }, 4161107],
    ]);
  });
});
