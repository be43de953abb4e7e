/** How long reads may begin in one turn of the event loop, in milliseconds. */
const TURN_MS = 5;

let end = 0;
let waiting: (() => void)[] = [];

/** Resolves when this turn of the event loop has time for one more read, so that many reads at once stall nobody. */
export async function readingTime(): Promise<void> {
  for (;;) {
    if (!end) {
      end = performance.now() + TURN_MS;
      setImmediate(nextTurn);
    }
    if (performance.now() < end) return;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

function nextTurn(): void {
  end = 0;
  const resumed = waiting;
  waiting = [];
  for (const resume of resumed) resume();
}

/** Makes something of each item, and lets others have their turn meanwhile. */
export async function unhurried<T, U>(items: readonly T[], make: (item: T) => U): Promise<U[]> {
  const made: U[] = [];
  for (const item of items) {
    await readingTime();
    made.push(make(item));
  }
  return made;
}
