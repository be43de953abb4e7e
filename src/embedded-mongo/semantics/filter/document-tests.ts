import { badValue, failedToParse, MongoServerFault } from '../fault.ts';
import { isNumber, toDouble } from '../numbers.ts';
import { shown } from '../shown.ts';
import type { Predicate } from './test.ts';

/** `$alwaysTrue: 1` and `$alwaysFalse: 1`. */
export function always(name: '$alwaysTrue' | '$alwaysFalse', value: unknown): Predicate {
  if (!isNumber(value)) throw failedToParse(`Expected a number in: ${name}: ${shown(value)}`);
  if (toDouble(value) !== 1) throw failedToParse(`${name} must be an integer value of 1`);
  return () => name === '$alwaysTrue';
}

/** `$sampleRate`: each document with this probability. */
export function sample(value: unknown): Predicate {
  const rate = toDouble(value);
  if (!isNumber(value)) throw badValue('argument to $sampleRate must be a numeric type');
  if (!(rate >= 0 && rate <= 1)) throw badValue('numeric argument to $sampleRate must be in [0, 1]');
  return () => Math.random() < rate;
}

/** Why an operator that speaks of whole documents is not taken. */
export function refused(name: string): MongoServerFault {
  if (name === '$where') return badValue('no globalScriptEngine in $where parsing');
  if (name === '$text') return new MongoServerFault(27, 'IndexNotFound', 'text index required for $text query');
  if (name === '$jsonSchema') return notAllowed(name);
  const hint =
    name === '$not'
      ? 'If you are trying to negate an entire expression, use $nor.'
      : "If you have a field name that starts with a '$' symbol, consider using $getField or $setField.";
  return badValue(`unknown top level operator: ${name}. ${hint}`);
}

export function notAllowed(name: string, where = 'this context'): MongoServerFault {
  return new MongoServerFault(224, 'QueryFeatureNotAllowed', `${name} is not allowed in ${where}`);
}
