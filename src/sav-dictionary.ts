import { systemMissing } from './sav-cases.ts';
import { cut, padded, type SavVariable, segments, textWidth } from './sav-variable.ts';

const formats = { text: 1, number: 5, day: 39 };
const measures = { nominal: 1, ordinal: 2, scale: 3 };

/** What SPSS takes at most of a label of a variable and of a value, in bytes. */
const longestLabel = 255;
const longestValueLabel = 120;

const int32 = (...values: number[]): Buffer => Buffer.from(Int32Array.from(values).buffer);
const float64 = (...values: number[]): Buffer => Buffer.from(Float64Array.from(values).buffer);

/** The length of a text, then the text. */
const counted = (text: Buffer): Buffer => Buffer.concat([int32(text.length), text]);

/** The records between the header and the cases. */
export function* dictionary(variables: readonly SavVariable[]): Generator<Buffer> {
  for (const [index, variable] of variables.entries()) yield variableRecord(variable, `V${index + 1}`);
  let position = 1;
  for (const variable of variables) {
    if (variable.kind !== 'text' && variable.values.size > 0) yield valueLabels(variable, position);
    position += segments(variable);
  }
  yield extension(3, 4, int32(1, 0, 0, -1, 1, 1, 2, 65001));
  yield extension(4, 8, float64(systemMissing, Number.MAX_VALUE, -1.7976931348623155e308));
  yield extension(11, 4, int32(...variables.flatMap((variable) => [measures[variable.measure], ...shown(variable)])));
  yield extension(13, 1, Buffer.from(variables.map(({ name }, index) => `V${index + 1}=${name}`).join('\t')));
  yield extension(20, 1, Buffer.from('UTF-8'));
  const texts = variables.filter(({ kind, values }) => kind === 'text' && values.size > 0);
  if (texts.length > 0) yield extension(21, 1, Buffer.concat(texts.map(longTextLabels)));
  yield int32(999, 0);
}

/** Columns on the screen, and alignment: texts to the left, numbers to the right. */
const shown = ({ kind }: SavVariable): [number, number] => (kind === 'text' ? [20, 0] : [10, 1]);

function variableRecord(variable: SavVariable, shortName: string): Buffer {
  const { kind, decimals = 0, missing } = variable;
  const width = kind === 'text' ? textWidth(variable) : kind === 'day' ? 10 : 8 + decimals;
  const format = (formats[kind] << 16) | (width << 8) | decimals;
  const label = cut(variable.label, longestLabel);
  return Buffer.concat([
    int32(2, kind === 'text' ? width : 0, 1, missing ? -2 : 0, format, format),
    padded(shortName, 8),
    int32(label.length),
    padded(label, 4 * Math.ceil(label.length / 4)),
    missing ? float64(missing.from, missing.to) : Buffer.alloc(0),
    ...Array.from({ length: segments(variable) - 1 }, () => Buffer.concat([int32(2, -1, 0, 0, 0, 0), padded('', 8)])),
  ]);
}

/** Labels of numbers, with the place of their variable among all stretches of eight bytes, from 1. */
function valueLabels({ values }: SavVariable, position: number): Buffer {
  const labels = [...values].map(([value, text]) => {
    const label = cut(text, longestValueLabel);
    const size = 8 * Math.ceil((label.length + 1) / 8);
    return Buffer.concat([float64(Number(value)), Buffer.from([label.length]), padded(label, size - 1)]);
  });
  return Buffer.concat([int32(3, values.size), ...labels, int32(4, 1, position)]);
}

function longTextLabels(variable: SavVariable): Buffer {
  const width = textWidth(variable);
  const labels = [...variable.values].flatMap(([value, label]) => [
    counted(padded(String(value), width)),
    counted(cut(label, longestValueLabel)),
  ]);
  return Buffer.concat([counted(Buffer.from(variable.name)), int32(width, variable.values.size), ...labels]);
}

const extension = (subtype: number, size: number, data: Buffer): Buffer =>
  Buffer.concat([int32(7, subtype, size, data.length / size), data]);
