import type { Source } from '../query/source.ts';

/** The one document of a source that has one. */
export async function only(source: Source): Promise<Buffer> {
  while (!source.done) {
    const [doc] = await source.read(1);
    if (doc) return doc;
  }
  throw new Error('a reading gave no answer');
}
