/** What a figure is measured with. */
export interface Wishes {
  /** How many answers the large store of the city page holds. */
  readonly responses: number;
  /** Tells what is going on, a line at a time. */
  say(line: string): void;
}

/** One table of figures, with what a reader must know to believe them. */
export interface Figure {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly verdicts: readonly Verdict[];
  readonly how: string;
}

/** A ratio and what it aims at; without an aim it shows the noise. */
export interface Verdict {
  readonly ratio: string;
  readonly value: number;
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
}

/** Measures one figure. Throws when anything but the speed is wrong: an answer that failed, a document too many. */
export type Measurement = (wishes: Wishes) => Promise<Figure>;
