import type { Log } from '../../src/local/local-service.ts';

/** A log that keeps its lines. */
export function logLines(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  return { lines, info: keep, warn: keep, error: keep };
}
