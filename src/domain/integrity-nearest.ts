/** An interview and the one of the others that is most like it; rows are places in the packed answers. */
export interface Nearest {
  readonly row: number;
  readonly to: number;
  /** Questions answered differently; infinite for an interview that is alone. */
  readonly apart: number;
}

/** Compares each interview with each other. */
export function nearest(rows: readonly number[], differences: (one: number, other: number) => number): Nearest[] {
  const apart = new Array<number>(rows.length).fill(Number.POSITIVE_INFINITY);
  const to = new Array<number>(rows.length).fill(-1);
  const nearer = (from: number, at: number, count: number): void => {
    if (count >= (apart[from] ?? 0)) return;
    apart[from] = count;
    to[from] = rows[at] ?? -1;
  };
  for (let i = 0; i < rows.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      const count = differences(rows[i] ?? 0, rows[j] ?? 0);
      nearer(i, j, count);
      nearer(j, i, count);
    }
  return rows.map((row, index) => ({ row, to: to[index] ?? -1, apart: apart[index] ?? 0 }));
}
