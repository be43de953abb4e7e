import type { Decimal128 } from 'bson';
import { Double, Int32 } from 'bson';
import { decimalOf, toDecimal128 } from '../decimal.ts';
import { decimalArithmetic } from '../decimal-arithmetic.ts';
import { arithmetic, integer, isNumber, numberType, type Plain, plainNumber, toDouble } from '../numbers.ts';
import type { Accumulator } from './accumulator.ts';

/** Adds numbers of all types: whole ones exactly, doubles with compensation, and keeps the widest type met. */
class Sum {
  count = 0;
  private whole = 0;
  private bigWhole = 0n;
  private fraction = 0;
  private compensation = 0;
  private decimals: Decimal128 | undefined;
  private type: 'int' | 'long' | 'double' = 'int';

  add(value: unknown): void {
    if (!(value instanceof Int32)) {
      this.addOther(value);
      return;
    }
    this.count++;
    this.addWhole(value.value);
  }

  private addOther(value: unknown): void {
    const type = isNumber(value) ? numberType(value) : undefined;
    if (!type) return;
    this.count++;
    const plain = plainNumber(value) as Plain;
    if (typeof plain === 'object') this.decimals = arithmetic('+', this.decimals ?? integer(0), plain) as Decimal128;
    else if (type === 'double') {
      this.type = 'double';
      this.addDouble(Number(plain));
    } else {
      if (type === 'long' && this.type === 'int') this.type = 'long';
      if (typeof plain === 'bigint') this.bigWhole += plain;
      else this.addWhole(plain);
    }
  }

  private addWhole(value: number): void {
    const next = this.whole + value;
    if (Number.isSafeInteger(next)) this.whole = next;
    else this.bigWhole += BigInt(value);
  }

  /** Neumaier's summation: what a step loses is added at the end. */
  private addDouble(value: number): void {
    const next = this.fraction + value;
    if (Number.isFinite(next)) {
      const larger = Math.abs(this.fraction) >= Math.abs(value);
      this.compensation += larger ? this.fraction - next + value : value - next + this.fraction;
    }
    this.fraction = next;
  }

  private exactWhole(): bigint {
    return this.bigWhole + BigInt(this.whole);
  }

  /** The sum in its own type; an overflowing long becomes a double. */
  total(): unknown {
    if (this.decimals) return this.decimalTotal();
    if (this.type === 'double') return new Double(this.real());
    return this.bigWhole === 0n ? integer(this.whole, this.type) : integer(this.exactWhole(), this.type);
  }

  mean(): unknown {
    if (this.count === 0) return null;
    if (this.decimals) return decimalArithmetic('/', decimalOf(this.decimalTotal()), decimalOf(this.count));
    return new Double(this.real() / this.count);
  }

  private real(): number {
    const whole = this.bigWhole === 0n ? this.whole : Number(this.exactWhole());
    return this.fraction + this.compensation + whole;
  }

  /** Beside decimals the other numbers are taken exactly, with 34 digits. */
  private decimalTotal(): Decimal128 {
    const whole = decimalOf(this.exactWhole());
    const others = decimalArithmetic('+', whole, decimalOf(toDecimal128(decimalOf(this.fraction + this.compensation))));
    return decimalArithmetic('+', decimalOf(others), decimalOf(this.decimals ?? 0));
  }
}

export function sum(): Accumulator {
  const sum = new Sum();
  return { add: (value) => sum.add(value), result: () => sum.total() };
}

export function average(): Accumulator {
  const sum = new Sum();
  return { add: (value) => sum.add(value), result: () => sum.mean() };
}

/** Welford's running variance; `sample` divides by one less. */
export function standardDeviation(sample: boolean): Accumulator {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value) {
      if (!isNumber(value)) return;
      const number = toDouble(value);
      count++;
      const delta = number - mean;
      mean += delta / count;
      squares += delta * (number - mean);
    },
    result() {
      const divisor = sample ? count - 1 : count;
      return divisor > 0 ? new Double(Math.sqrt(squares / divisor)) : null;
    },
  };
}
