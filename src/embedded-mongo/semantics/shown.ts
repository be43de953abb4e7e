import { EJSON } from 'bson';

/** A value as the messages of faults show it; long ones are cut. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : EJSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
