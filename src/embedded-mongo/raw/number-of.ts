/** The number behind a BSON number of any type, or undefined. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  switch ((value as { _bsontype?: string } | null | undefined)?._bsontype) {
    case 'Int32':
    case 'Double':
    case 'Long':
    case 'Decimal128':
      return Number(String(value));
    default:
      return undefined;
  }
}

/** Whether a value says yes: true, or a number that is not 0. */
export function flagOf(value: unknown): boolean {
  return value === true || (numberOf(value) ?? 0) !== 0;
}
