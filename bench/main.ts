import { rating } from './rating.ts';
import { table } from './table.ts';
console.log(table(await rating({ responses: 1e6, say: console.error })));
