/** A value in eight bytes of an SPSS system file: a number, part of a text, or the system-missing value. */
export type SavElement = number | Buffer | undefined;

/** Added to small whole numbers so that they fit into one byte. */
export const bias = 100;
export const systemMissing = -Number.MAX_VALUE;

const codes = { literal: 253, spaces: 254, systemMissing: 255 };
const spaces = Buffer.alloc(8, ' ');

/**
 * The cases of an SPSS system file, compressed by its byte codes: eight codes, then the eight-byte values of those that
 * need one, and so on. (GNU PSPP developers' guide, "Data Record".)
 */
export function* compressed(elements: Iterable<SavElement>): Generator<Buffer> {
  let instructions: number[] = [];
  let literals: Buffer[] = [];
  for (const element of elements) {
    const code = codeOf(element);
    instructions.push(code);
    if (code === codes.literal && element !== undefined) literals.push(eightBytes(element));
    if (instructions.length < 8) continue;
    yield Buffer.concat([Buffer.from(instructions), ...literals]);
    instructions = [];
    literals = [];
  }
  if (instructions.length > 0)
    yield Buffer.concat([Buffer.from([...instructions, 0, 0, 0, 0, 0, 0, 0].slice(0, 8)), ...literals]);
}

function codeOf(element: SavElement): number {
  if (element === undefined) return codes.systemMissing;
  if (typeof element !== 'number') return element.equals(spaces) ? codes.spaces : codes.literal;
  if (Number.isNaN(element)) return codes.systemMissing;
  const small = Number.isInteger(element) && element > -bias && element <= 251 - bias;
  return small ? element + bias : codes.literal;
}

/** The uncompressed form of an element, little-endian. */
function eightBytes(element: number | Buffer): Buffer {
  if (typeof element !== 'number') return element;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(element);
  return bytes;
}
