import { failedToParse, location, type MongoServerFault } from '../fault.ts';

/** An operand that is no document, a name that the operator does not know, and each one that it misses. */
type Codes = [notDocument: number, unknown: number, missing: Record<string, number>];

const DATE_ADD: Codes = [5166400, 5166401, { startDate: 5166402, unit: 5166402, amount: 5166402 }];
const REPLACE: Codes = [51751, 51750, { input: 51749, find: 51748, replacement: 51747 }];
const REGEX: Codes = [51103, 31024, { input: 31022, regex: 31023 }];
const TRIM: Codes = [50696, 50694, { input: 50695 }];
const FIRST_N: Codes = [5787801, 5787901, { n: 5787906, input: 5787907 }];
const MIN_N: Codes = [5787900, 5787901, { n: 5787906, input: 5787907 }];
const TOP: Codes = [5788001, 5788002, { n: 5788003, output: 5788004, sortBy: 5788005 }];
const SET_FIELD: Codes = [4161100, 4161101, { field: 4161102, value: 4161103, input: 4161109 }];

/** MongoDB numbers these faults by operator. */
const CODES: Record<string, Codes> = {
  $cond: [16020, 17083, { if: 17080, then: 17081, else: 17082 }],
  $convert: [9, 9, { input: 9, to: 9 }],
  $dateAdd: DATE_ADD,
  $dateDiff: [5166301, 5166302, { startDate: 5166303, endDate: 5166304, unit: 5166305 }],
  $dateFromParts: [40519, 40518, {}],
  $dateFromString: [40540, 40541, { dateString: 40542 }],
  $dateSubtract: DATE_ADD,
  $dateToParts: [40524, 40520, { date: 40522 }],
  $dateToString: [18629, 18534, { date: 18628 }],
  $dateTrunc: [5439007, 5439008, { date: 5439009, unit: 5439010 }],
  $filter: [28646, 28647, { input: 28648, cond: 28650 }],
  $getField: [3041701, 3041701, { field: 3041702, input: 3041703 }],
  $let: [16874, 16875, { vars: 16876, in: 16877 }],
  $map: [16878, 16879, { input: 16880, in: 16882 }],
  $reduce: [40075, 40076, { input: 40077, initialValue: 40078, in: 40079 }],
  $sortArray: [2942500, 2942501, { input: 2942502, sortBy: 2942503 }],
  $zip: [34460, 34464, { inputs: 34465 }],
  ...Object.fromEntries(['$replaceOne', '$replaceAll'].map((name) => [name, REPLACE])),
  ...Object.fromEntries(['$regexMatch', '$regexFind', '$regexFindAll'].map((name) => [name, REGEX])),
  ...Object.fromEntries(['$trim', '$ltrim', '$rtrim'].map((name) => [name, TRIM])),
  ...Object.fromEntries(['$firstN', '$lastN'].map((name) => [name, FIRST_N])),
  ...Object.fromEntries(['$minN', '$maxN'].map((name) => [name, MIN_N])),
  ...Object.fromEntries(['$top', '$topN', '$bottom', '$bottomN'].map((name) => [name, TOP])),
  ...Object.fromEntries(['$setField', '$unsetField'].map((name) => [name, SET_FIELD])),
};

const FAILED_TO_PARSE = 9;

const refusal = (code: number, message: string): MongoServerFault =>
  code === FAILED_TO_PARSE ? failedToParse(message) : location(code, message);

const codesOf = (name: string): Codes => CODES[name] ?? [FAILED_TO_PARSE, FAILED_TO_PARSE, {}];

export const notDocument = (name: string): MongoServerFault =>
  refusal(codesOf(name)[0], `${name} only supports an object as its argument`);

export const unknownArgument = (name: string, key: string): MongoServerFault =>
  refusal(codesOf(name)[1], `Unrecognized ${name === '$cond' ? 'parameter' : 'argument'} to ${name}: ${key}`);

export const missingArgument = (name: string, key: string): MongoServerFault =>
  refusal(codesOf(name)[2][key] ?? FAILED_TO_PARSE, `Missing '${key}' parameter to ${name}`);
