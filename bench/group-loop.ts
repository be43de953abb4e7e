import { FieldPicker } from '../src/embedded-mongo/raw/field-picker.ts';
import { Catalog } from '../src/embedded-mongo/storage/catalog.ts';
import { openDatabases } from '../src/embedded-mongo/storage/databases.ts';
import { rangeOf } from '../src/embedded-mongo/storage/key-range.ts';
import { answering } from './child.ts';

// What `$group` is measured against: one loop over the stored bytes of all documents, which decodes agency and score
// and adds them up in a Map. Gives the seconds that it took.
answering(async ({ dir, collection }: { dir: string; collection: string }): Promise<number> => {
  const databases = openDatabases(dir);
  const stored = new Catalog(databases).get('bench', collection);
  if (!stored) throw new Error(`there is no collection ${collection}`);
  const picker = new FieldPicker(['agency', 'score']);
  const began = performance.now();
  const groups = new Map<string, { count: number; sum: number }>();
  for (const { value } of databases.lent.getRange(rangeOf(stored.definition.id))) {
    const { agency, score } = picker.decode(value) as { agency: string; score: { value: number } };
    const group = groups.get(agency);
    if (group) {
      group.count += 1;
      group.sum += score.value;
    } else groups.set(agency, { count: 1, sum: score.value });
  }
  const seconds = (performance.now() - began) / 1000;
  await databases.root.close();
  return seconds;
});
