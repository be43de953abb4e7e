import { Double } from 'bson';
import { isDocument } from '../document.ts';
import { badValue, location, missingField, unknownField, wrongType } from '../fault.ts';
import { isNumber, toDouble } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { Accumulator, Keep } from './accumulator.ts';

/** What `$median` and `$percentile` are asked for; `probabilities` are numbers or what evaluates to them. */
export function askedPercentiles(operand: unknown, name: string) {
  if (!isDocument(operand))
    throw location(7429703, `specification must be an object; found ${name}: ${shown(operand)}`);
  const names = name === '$percentile' ? ['input', 'p', 'method'] : ['input', 'method'];
  for (const key of Object.keys(operand)) if (!names.includes(key)) throw unknownField(`${name}.${key}`);
  for (const key of names) if (!(key in operand)) throw missingField(`${name}.${key}`);
  const { input, p, method } = operand;
  if (typeof method !== 'string') throw wrongType(`${name}.method`, typeName(method), 'string');
  if (method !== 'approximate') throw badValue("Currently only 'approximate' can be used as percentile 'method'.");
  return { input, probabilities: name === '$percentile' ? p : [new Double(0.5)] };
}

/** Checks that all are numbers from 0 to 1, and that there is one. */
export function probabilitiesOf(values: unknown): number[] {
  if (!Array.isArray(values) || values.length === 0) throw notProbabilities(7750301, values);
  return values.map((value) => {
    if (!isNumber(value)) throw notProbabilities(7750302, values);
    const probability = toDouble(value);
    if (!(probability >= 0 && probability <= 1)) throw notProbabilities(7750303, values);
    return probability;
  });
}

function notProbabilities(code: number, found: unknown): Error {
  const wanted = 'an array of numbers from [0.0, 1.0]';
  return location(code, `The $percentile 'p' field must be ${wanted}, but found: ${shown(found)}`);
}

const NUMBER_BYTES = 8;

/** Collects numbers and gives the ones at those ranks; null for each when there were none. */
export function percentiles(probabilities: number[], keep?: Keep): Accumulator {
  const numbers: number[] = [];
  return {
    add(value) {
      if (!isNumber(value)) return;
      keep?.(NUMBER_BYTES);
      numbers.push(toDouble(value));
    },
    result() {
      numbers.sort((a, b) => a - b);
      const last = numbers.length - 1;
      return probabilities.map((p) => {
        const rank = Math.min(last, Math.max(0, Math.ceil(numbers.length * p) - 1));
        return last < 0 ? null : new Double(numbers[rank] as number);
      });
    },
  };
}

export function median(keep?: Keep): Accumulator {
  const { add, result } = percentiles([0.5], keep);
  return { add, result: () => (result() as unknown[])[0] };
}
