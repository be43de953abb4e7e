import type { Complaint } from '../domain/complaint.ts';
import type { CaseFrame } from './case-frame.ts';
import type { WebParts } from './parts.ts';
import { ruleWords } from './rule-words.ts';

/** The rule that said where a case shall go: when it holds, in words, or its code when that version is not known. */
export async function caseRule(
  { actions }: Pick<WebParts, 'actions'>,
  { rule }: Pick<Complaint, 'rule'>,
  { around, t, language }: CaseFrame,
) {
  if (!rule) return undefined;
  const { version, code } = rule;
  const book = (await actions.routing.books()).find((one) => one.version === version);
  const found = book?.rules.find((one) => one.code === code);
  return { version, words: found ? ruleWords(found, { ...around, t, language }).when : code };
}
