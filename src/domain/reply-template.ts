import { type Fault, invalid } from './errors.ts';
import { languages, type Texts } from './language.ts';

/** What a reply is for: an answer, a question to the resident, a refusal, the legal channel, a late file. */
export const templateStates = ['resolution', 'question', 'refusal', 'hand_over', 'late'] as const;
export type TemplateState = (typeof templateStates)[number];

/** A text that staff begin a reply with; what stands in square brackets is for them to fill in. */
export interface ReplyTemplate {
  /** Small letters, digits and hyphens; never changes. */
  readonly code: string;
  readonly state: TemplateState;
  readonly texts: Texts;
  /** One that is no more wanted is kept and offered to nobody. */
  readonly enabled: boolean;
}

/** The longest that a template may be, in characters. */
export const longestTemplate = 3000;

/** Throws Refusal `invalid` naming what is wrong with a template. */
export function checkTemplate({ code, texts }: ReplyTemplate): void {
  const faults: Fault[] = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) || code.length > 40)
    faults.push({ pointer: '/code', code: 'template:fault-code' });
  for (const language of languages) {
    const text = texts[language].trim();
    if (text === '') faults.push({ pointer: `/${language}`, code: 'template:fault-text-missing' });
    if (text.length > longestTemplate)
      faults.push({ pointer: `/${language}`, code: 'too-long', params: { limit: longestTemplate } });
  }
  if (faults.length > 0) throw invalid(faults);
}

/** What was typed so far with a text put after it. */
export const inserted = (typed: string, text: string): string =>
  typed.trim() === '' ? text : `${typed.trimEnd()}\n\n${text}`;
