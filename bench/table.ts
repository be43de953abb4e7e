import type { Figure, Verdict } from './figure.ts';

/** A figure as Markdown, which reads as well in a terminal. */
export function table({ title, columns, rows, verdicts, how }: Figure): string {
  return [
    `## ${title}`,
    '',
    aligned(columns, rows),
    '',
    ...(verdicts.length > 0 ? [aligned(['ratio', 'value', 'aim', ''], verdicts.map(verdictRow)), ''] : []),
    how,
    '',
  ].join('\n');
}

function aligned(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  // Words to the left, figures to the right.
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, index) => (cells[index] ?? '')[index === 0 ? 'padEnd' : 'padStart'](width)).join(' | ')} |`;
  const rule = `|${widths.map((width, index) => (index === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(columns), rule, ...rows.map(line)].join('\n');
}

function verdictRow({ ratio, value, aim }: Verdict): string[] {
  if (!aim) return [ratio, value.toFixed(2), 'noise', ''];
  const [text, met] =
    'atLeast' in aim ? [`>= ${aim.atLeast}`, value >= aim.atLeast] : [`<= ${aim.atMost}`, value <= aim.atMost];
  return [ratio, value.toFixed(2), text, met ? 'met' : 'missed'];
}

/** 12345.6 as `12,346`. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en');
