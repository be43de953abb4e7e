import type { InterviewTable } from './domain/interview-table.ts';
import type { Language } from './domain/language.ts';
import { missingRange, type Variable } from './domain/variable.ts';
import { savFile } from './sav-file.ts';
import type { SavVariable } from './sav-variable.ts';

/** The interviews as an SPSS file with the labels of one language; `at` is when it was made. */
export const interviewSav = ({ title, variables, rows }: InterviewTable, language: Language, at: Date): Buffer =>
  savFile({ title, at, variables: variables.map((variable) => labelled(variable, language)), rows });

const labelled = (
  { name, kind, width, decimals, measure, label, values = [] }: Variable,
  language: Language,
): SavVariable => ({
  name,
  kind,
  measure,
  ...(width === undefined ? {} : { width }),
  ...(decimals === undefined ? {} : { decimals }),
  label: label[language],
  values: new Map(values.map((value) => [value.code, value.label[language]])),
  ...(values.some(({ missing }) => missing) ? { missing: missingRange } : {}),
});
