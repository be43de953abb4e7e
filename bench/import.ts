import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type Document, MongoClient } from 'mongodb';
import { importCommands } from '../src/commands/import.ts';
import { realClock } from '../src/compose.ts';
import { translators } from '../src/locales.ts';
import { demo, foundCity } from './city.ts';
import { keepTo } from './cores.ts';
import type { Figure, Wishes } from './figure.ts';
import { type Grounds, openPlace } from './place.ts';
import { interleaved, medianOf } from './rounds.ts';
import { whole } from './table.ts';

const rows = 30_000;
const atOnce = 1000;
const kinds = ['import', 'import again', 'insertMany'] as const;

/** Importing a file of interviews, against the driver writing the same documents. */
export async function importing({ say }: Wishes): Promise<Figure> {
  keepTo('all');
  const place = await openPlace();
  try {
    const file = join(place.dir, 'interviews.csv');
    await writeFile(file, interviews(place.grounds('any')));
    const sample = place.grounds('sample');
    await importInto(sample, file);
    const documents = await documentsOf(sample);

    let databases = 0;
    const measure = async (kind: (typeof kinds)[number]) => {
      const grounds = place.grounds(`${kind.replace(' ', '-')}-${(databases += 1)}`);
      return kind === 'insertMany' ? insertInto(grounds, documents) : importInto(grounds, file);
    };
    for (const kind of kinds) await measure(kind);
    const results = await interleaved(kinds, async (kind, round) => {
      const result = await measure(kind);
      say(`import, round ${round}: ${kind} ${result.written.toFixed(2)} s`);
      return result;
    });
    const written = (kind: (typeof kinds)[number]): number => medianOf(results[kind], (result) => result.written);
    return {
      title: `Importing ${whole(rows)} interviews of 19 items`,
      columns: ['seconds', 'until written', 'until counted'],
      rows: kinds.map((kind) => [
        kind,
        written(kind).toFixed(2),
        kind === 'insertMany' ? '' : medianOf(results[kind], ({ counted }) => counted).toFixed(2),
      ]),
      verdicts: [
        { ratio: 'insertMany / import', value: written('insertMany') / written('import'), aim: { atLeast: 0.5 } },
        { ratio: 'import / import again', value: written('import') / written('import again') },
      ],
      how: [
        'Import: the command `import responses`, in this process, of a CSV file; until the last row was durable, and until',
        `every tally was counted. InsertMany: the driver writes the same documents, ${whole(atOnce)} at a time, unordered,`,
        'with the same durability, into an equal database with the same indexes of the same store. One warm-up of each.',
      ].join('\n'),
    };
  } finally {
    await place.close();
  }
}

/** A file as interviewers send it: the interviews of the demo's survey. */
function interviews(grounds: Grounds): string {
  const table: Record<string, unknown>[] = [];
  for (const { agency, procedure, occurredAt, reasons, answers, ...rest } of demo(grounds).publishedResponses()) {
    if (!answers) continue;
    table.push({
      ...rest,
      agencyCode: agency,
      procedureCode: procedure,
      occurredAt: occurredAt?.toISOString(),
      reasons: reasons?.join(' '),
      ...answers,
    });
    if (table.length === rows) break;
  }
  if (table.length < rows) throw new Error(`the demo has only ${table.length} interviews`);
  return stringify(table, { header: true, columns: [...new Set(table.flatMap((row) => Object.keys(row)))] });
}

/** The real command, in this process. Gives the seconds until every row was durable, and until all were counted. */
async function importInto(grounds: Grounds, file: string) {
  const system = await foundCity(grounds);
  const counting = translators().en('cli:counting');
  const began = performance.now();
  let written = began;
  const outcome = await importCommands['import responses']?.run({
    args: [file],
    options: {},
    system,
    config: grounds.config,
    t: translators().en,
    now: realClock,
    say: (line) => {
      if (line === counting) written = performance.now();
    },
    out: process.stdout,
    password: undefined,
  });
  const counted = performance.now();
  await system.close();
  if (outcome?.summary['accepted'] !== rows) throw new Error(`imported: ${outcome?.text}`);
  return { written: (written - began) / 1000, counted: (counted - began) / 1000 };
}

async function documentsOf({ services }: Grounds): Promise<Document[]> {
  const client = await MongoClient.connect(services.mongodbUri);
  const documents = await client.db().collection('responses').find().batchSize(5000).toArray();
  await client.close();
  return documents.map((document) => ({ ...document, owes: ['tally'] }));
}

async function insertInto(grounds: Grounds, documents: readonly Document[]) {
  await (await foundCity(grounds)).close();
  const client = await MongoClient.connect(grounds.services.mongodbUri, {
    writeConcern: { w: 'majority', journal: true },
  });
  const collection = client.db().collection('responses');
  const began = performance.now();
  for (let first = 0; first < documents.length; first += atOnce)
    await collection.insertMany(documents.slice(first, first + atOnce), { ordered: false });
  const written = (performance.now() - began) / 1000;
  const stored = await collection.countDocuments();
  await client.close();
  if (stored !== documents.length) throw new Error(`insertMany: ${stored} documents of ${documents.length}`);
  return { written, counted: Number.NaN };
}
