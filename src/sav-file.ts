import { bias, compressed, type SavElement } from './sav-cases.ts';
import { dictionary } from './sav-dictionary.ts';
import { cut, padded, type SavVariable, segments, textWidth } from './sav-variable.ts';

export interface SavFile {
  readonly title: string;
  /** When it was made. */
  readonly at: Date;
  readonly variables: readonly SavVariable[];
  readonly rows: readonly Readonly<Record<string, number | string | undefined>>[];
}

/**
 * An SPSS system file (.sav) in UTF-8, as SPSS, PSPP and R's haven read it, with labels of variables and values and
 * missing values declared. Follows the chapter "System File Format" of the GNU PSPP developers' guide. Throws a
 * RangeError for a name that is no name of a variable or stands twice.
 */
export function savFile({ title, at, variables, rows }: SavFile): Buffer {
  const names = new Set<string>();
  for (const { name } of variables) {
    const known = names.has(name.toLowerCase());
    if (known || !/^[A-Za-z][A-Za-z0-9_.]{0,62}[A-Za-z0-9]$/.test(name)) throw new RangeError(`no new name: ${name}`);
    names.add(name.toLowerCase());
  }
  const elements = function* () {
    for (const row of rows) for (const variable of variables) yield* elementsOf(variable, row[variable.name]);
  };
  return Buffer.concat([
    header(title, at, variables, rows.length),
    ...dictionary(variables),
    ...compressed(elements()),
  ]);
}

function header(title: string, at: Date, variables: readonly SavVariable[], cases: number): Buffer {
  const [, day, month, year, time] = at.toUTCString().split(' ');
  const numbers = Buffer.alloc(28);
  const size = variables.reduce((sum, variable) => sum + segments(variable), 0);
  [2, size, 1, 0, cases].forEach((value, index) => {
    numbers.writeInt32LE(value, 4 * index);
  });
  numbers.writeDoubleLE(bias, 20);
  return Buffer.concat([
    padded('$FL2@(#) SPSS DATA FILE Y Dan', 64),
    numbers,
    padded(`${day} ${month} ${year?.slice(2)}${time}`, 17),
    padded(title, 64),
    Buffer.alloc(3),
  ]);
}

/** Seconds from the beginning of the Gregorian calendar, 14 October 1582, to 1970. */
const gregorian = 12_219_379_200;

function* elementsOf(variable: SavVariable, value: number | string | undefined): Generator<SavElement> {
  if (variable.kind === 'number') yield typeof value === 'number' ? value : undefined;
  else if (variable.kind === 'day')
    yield typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) / 1000 + gregorian : undefined;
  else {
    const bytes = padded(cut(String(value ?? ''), textWidth(variable)), 8 * segments(variable));
    for (let at = 0; at < bytes.length; at += 8) yield bytes.subarray(at, at + 8);
  }
}
