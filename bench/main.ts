import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cityPage } from './city-page.ts';
import type { Measurement } from './figure.ts';
import { importing } from './import.ts';
import { nextCase } from './next-case.ts';
import { rating } from './rating.ts';
import { ready } from './ready.ts';
import { store } from './store.ts';
import { storeStalls } from './store-stalls.ts';
import { table } from './table.ts';

// npm run bench -- [rating] [city-page] [import] [next-case] [ready] [store] [store-stalls] [--responses 200000]

const measurements: Readonly<Record<string, Measurement>> = {
  rating,
  'city-page': cityPage,
  import: importing,
  'next-case': nextCase,
  ready,
  store,
  'store-stalls': storeStalls,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { responses: { type: 'string', default: '1000000' } },
});
const chosen = positionals.length > 0 ? positionals : Object.keys(measurements);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

for (const name of chosen) {
  const measure = measurements[name];
  if (!measure) throw new Error(`There is no figure ${name}: ${Object.keys(measurements).join(', ')}`);
  console.log(table(await measure({ responses: Number(values.responses), say })));
}
console.log(`${cpus().length} cores (${cpus()[0]?.model.trim()}), Node.js ${process.version}, ${process.platform}`);
