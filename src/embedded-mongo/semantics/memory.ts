import { MongoServerFault } from './fault.ts';

/** What one stage, or one sort, may hold in memory, in bytes. */
export const MOST_BYTES = 100 * 1024 * 1024;

const tooMuch = (message: string): MongoServerFault =>
  new MongoServerFault(292, 'QueryExceededMemoryLimitNoDiskUseAllowed', message);

export const sortTooLarge = (mostBytes: number): MongoServerFault =>
  tooMuch(`Sort exceeded memory limit of ${mostBytes} bytes, but did not opt in to external sorting.`);

export const stageTooLarge = (name: string): MongoServerFault =>
  tooMuch(`Exceeded memory limit for ${name}, but didn't allow external sort. Pass allowDiskUse:true to opt in.`);

/** Counts what is held in memory. */
export class Allowance {
  private readonly fault: () => MongoServerFault;
  private readonly most: number;
  private taken = 0;

  constructor(fault: () => MongoServerFault, most: number = MOST_BYTES) {
    this.fault = fault;
    this.most = most;
  }

  /** Takes some bytes more. Throws beyond the allowance. */
  take(bytes: number): void {
    this.taken += bytes;
    if (this.taken > this.most) throw this.fault();
  }
}

/** Roughly the bytes that a decoded value has in BSON. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 5;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + 4 + sizeOf(each), 5);
  const { _bsontype, position } = value as { _bsontype?: string; position: number };
  if (_bsontype === 'Binary') return position + 5;
  if (_bsontype !== undefined || value instanceof Date) return 16;
  let sum = 5;
  for (const name in value) sum += name.length + 2 + sizeOf((value as Record<string, unknown>)[name]);
  return sum;
}
