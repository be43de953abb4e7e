import { addDays, type CityDay } from '../domain/city-day.ts';
import type { Language } from '../domain/language.ts';
import type { Level } from '../domain/questionnaire.ts';
import type { DemoChannel } from './arrival.ts';
import { demoAgencies } from './catalogue.ts';
import { commentOn } from './comment.ts';
import type { Offer } from './offer.ts';
import { between, type Random } from './random.ts';
import { drawReasons, factorOf } from './reason.ts';
import { sipasAnswers } from './sipas.ts';

/** What an answer holds beside its score. */
export interface Detail {
  dossierCode?: string;
  /** Levels 1 to 5 by item of the SIPAS form; interviews only. */
  answers?: Record<string, number>;
  reasons?: string[];
  comment?: string;
  interviewerCode?: string;
  durationSeconds?: number;
  language: Language;
}

const number = new Map(demoAgencies.map((agency, index) => [agency.code, index + 1]));

/** The share of answers that name their dossier. */
const known: Readonly<Record<DemoChannel, number>> = {
  web: 0.7,
  qr: 0.4,
  kiosk: 0.3,
  post: 0.95,
  phone: 0.98,
  face_to_face: 0.9,
};

/** `H29.84-170401-7435`: the office, the day it took the dossier in, a number of that day (none twice in 50 days). */
function dossierCode(random: Random, { agency, procedure }: Offer, day: CityDay, serial: number): string {
  const daysBefore = Math.round((procedure.timeLimitWorkingDays ?? 0) * 1.4) + between(random, 0, 4);
  const received = addDays(day, -daysBefore);
  const taken = received < agency.validFrom ? agency.validFrom : received;
  const ofTheDay = String((serial * 7919) % 10_000).padStart(4, '0');
  return `H29.${number.get(agency.code)}-${taken.slice(2).replaceAll('-', '')}-${ofTheDay}`;
}

function languageOf(random: Random, channel: DemoChannel, field: string): Language {
  if (channel !== 'web' && channel !== 'qr') return 'vi';
  return random() < (field === 'immigration' || field === 'labour' ? 0.12 : 0.01) ? 'en' : 'vi';
}

const commentShare = (score: Level): number => (score <= 2 ? 0.45 : score === 3 ? 0.15 : 0.055);

/** The rest of an answer of this score, in agreement with it. `serial` differs between the answers of 50 days. */
export function detail(
  random: Random,
  offer: Offer,
  channel: DemoChannel,
  day: CityDay,
  score: Level,
  serial: number,
): Detail {
  const online = (offer.procedure.levels[0]?.level ?? 1) >= 3;
  const language = languageOf(random, channel, offer.procedure.field);
  const found: Detail = { language };
  if (random() < known[channel]) found.dossierCode = dossierCode(random, offer, day, serial);
  const reasons = score <= 2 ? drawReasons(random, online) : undefined;
  if (reasons) found.reasons = reasons;
  const reason = reasons?.[0];
  if (random() < commentShare(score))
    found.comment = commentOn(random, score, language, online && channel === 'web', reason);
  if (channel === 'phone' || channel === 'face_to_face') {
    const onPhone = channel === 'phone';
    found.answers = sipasAnswers(random, score, reason && factorOf[reason]);
    const interviewer = onPhone ? between(random, 1, 40) : between(random, 41, 60);
    found.interviewerCode = `PV${String(interviewer).padStart(3, '0')}`;
    found.durationSeconds = onPhone ? between(random, 210, 600) : between(random, 420, 1200);
  }
  return found;
}
