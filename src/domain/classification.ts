import { type ComplaintClass, classOf, type Severity, type Topic } from './complaint.ts';
import { folded } from './search-text.ts';

/** What a case is taken for until a person has looked. */
export interface Classification {
  readonly class: ComplaintClass;
  readonly topic: Topic;
  readonly severity: Severity;
  /** The words that made it graver than the resident put it. */
  readonly words: readonly string[];
}

/** Whoever writes such words means more than a late file, and the guarded way is the safe one. */
const ofDenunciation = ['tố cáo', 'denounce', 'denunciation'];
const ofMoney = [
  'hối lộ',
  'đưa tiền',
  'đòi tiền',
  'vòi tiền',
  'vòi vĩnh',
  'vòng vĩnh',
  'bồi dưỡng',
  'lót tay',
  'phong bì',
  'chung chi',
  'tiền cà phê',
  'nhũng nhiễu',
  'bribe',
  'bribery',
  'extort',
];
/** A man may be `to cao`, big and tall: without its marks the word counts where it is somebody's deed or a letter. */
const meant = / (?:toi|don|muon|xin|se|phai|can) to cao /;

/** The words that stand in a text, with their marks or, as people type in a hurry, without any. */
function wordsIn(text: string, words: readonly string[]): string[] {
  const spoken = ` ${text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  const isBare = folded(text) === spoken.trim();
  const stands = (word: string): boolean => spoken.includes(` ${word} `);
  const inHurry = (word: string): boolean =>
    stands(folded(word)) && (isBare || word !== 'tố cáo' || meant.test(` ${folded(text)} `));
  return words.filter((word) => stands(word) || inHurry(word));
}

/**
 * The class, topic and severity of what a resident says, on the guarded side: a word of denunciation seals the case, a
 * word of money asked makes it a case about conduct. A person checks it and may put it right.
 */
export function classified({
  content,
  topic = 'other',
  class: asked,
}: {
  readonly content: string;
  readonly topic?: Topic | undefined;
  readonly class?: ComplaintClass | undefined;
}): Classification {
  const denounced = wordsIn(content, ofDenunciation);
  if (asked === 'denunciation' || denounced.length > 0)
    return { class: 'denunciation', topic, severity: 'grave', words: denounced };
  const money = wordsIn(content, ofMoney);
  if (topic === 'harassment' || money.length > 0)
    return { class: 'feedback_conduct', topic: 'harassment', severity: 'grave', words: money };
  const natural = classOf(topic);
  // A topic of conduct keeps its guard, whatever the resident takes it for; a legal complaint keeps its own way.
  const itsClass = natural === 'feedback_conduct' && asked !== 'legal_complaint' ? natural : (asked ?? natural);
  return { class: itsClass, topic, severity: 'ordinary', words: [] };
}
