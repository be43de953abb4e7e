import { Double } from 'bson';
import { isDocument } from '../document.ts';
import { missingArgument, unknownArgument } from '../expression/argument-faults.ts';
import { badValue, location, typeMismatch } from '../fault.ts';
import { isNumber, toDouble } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { Accumulator, Keep } from './accumulator.ts';

/** What `$median` and `$percentile` are asked for; `probabilities` are numbers or what evaluates to them. */
interface Asked {
  input: unknown;
  probabilities: unknown;
}

export function askedPercentiles(operand: unknown, name: string): Asked {
  if (!isDocument(operand))
    throw location(7429703, `specification must be an object; found ${name}: ${shown(operand)}`);
  const names = name === '$percentile' ? ['input', 'p', 'method'] : ['input', 'method'];
  for (const key of Object.keys(operand)) if (!names.includes(key)) throw unknownArgument(name, key);
  for (const key of names) if (!(key in operand)) throw missingArgument(name, key);
  const { input, p, method } = operand;
  if (typeof method !== 'string')
    throw typeMismatch(`BSON field '${name}.method' is the wrong type '${typeName(method)}', expected type 'string'`);
  if (method !== 'approximate') throw badValue("Currently only 'approximate' can be used as percentile 'method'.");
  return { input, probabilities: name === '$percentile' ? p : [new Double(0.5)] };
}

/** Checks that all are numbers from 0 to 1, and that there is one. */
export function probabilitiesOf(values: unknown): number[] {
  const refused = (code: number): Error =>
    location(
      code,
      `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${shown(values)}`,
    );
  if (!Array.isArray(values) || values.length === 0) throw refused(7750301);
  return values.map((value) => {
    if (!isNumber(value)) throw refused(7750302);
    const probability = toDouble(value);
    if (!(probability >= 0 && probability <= 1)) throw refused(7750303);
    return probability;
  });
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
