import { Decimal128, Double, Long } from 'bson';
import { expect } from 'chai';
import { expression } from '../../../src/embedded-mongo/semantics/expression.ts';
import { constants } from '../../../src/embedded-mongo/semantics/variables.ts';
import { faultCode, received, stored, typed } from './values.ts';

/** What `$$NOW` says in these tests. */
export const NOW = new Date('2026-03-01T00:00:00Z');

function evaluate(spec: unknown, doc: object): unknown {
  const scope = constants({}, NOW);
  return expression(stored({ spec }).spec, scope)(stored(doc), scope.variables);
}

/** An expression's value as a client of the driver gets it; undefined when it is missing. */
export const value = (spec: unknown, doc: object = {}): unknown => received({ value: evaluate(spec, doc) }).value;

/** The code that an expression is refused with. */
export const code = (spec: unknown, doc: object = {}): number | undefined => faultCode(() => value(spec, doc));

/** What stands for no value at all. */
export const MISSING = Symbol('missing');

export const double = (value: number): Double => new Double(value);
export const long = (value: number | string): Long => Long.fromString(String(value));
export const decimal = (value: string): Decimal128 => Decimal128.fromString(value);
export const at = (text: string): Date => new Date(text);

/** Expects of each expression, over a document if there is one, the value and its type; whole numbers are ints. */
export function expectValues(cases: [spec: unknown, expected: unknown, doc?: object][]): void {
  for (const [spec, expected, doc] of cases) {
    const found = evaluate(spec, doc ?? {});
    const wanted = expected === MISSING ? undefined : stored({ expected }).expected;
    expect(found === undefined, `no value of ${JSON.stringify(spec)}`).to.equal(wanted === undefined);
    expect(typed({ found }), JSON.stringify(spec)).to.deep.equal(typed({ found: wanted }));
  }
}

/** Expects of each expression the code that it is refused with. */
export function expectFaults(cases: [spec: unknown, expected: number, doc?: object][]): void {
  for (const [spec, expected, doc] of cases) expect(code(spec, doc), JSON.stringify(spec)).to.equal(expected);
}
