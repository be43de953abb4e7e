import { randomBytes } from 'node:crypto';
import { existsOn } from '../domain/agency.ts';
import { type Campaign, type CampaignEvent, stratumKey, type TeamMember } from '../domain/campaign.ts';
import { campaignFaults } from '../domain/campaign-faults.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { addDays, type CityDay, cityDay } from '../domain/city-day.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import { type FrameEntry, frameFaults } from '../domain/frame-entry.ts';
import { type RemovalReason, withoutRepeats } from '../domain/frame-repeats.ts';
import { finalOutcome } from '../domain/outcome.ts';
import { drawSize, wantedPerStratum } from '../domain/sample-size.ts';
import { stratifiedDraw } from '../domain/stratified-draw.ts';
import type { CallingWindow, SurveyCase } from '../domain/survey-case.ts';
import { ended, laidDown, queueFor } from '../domain/survey-steps.ts';
import type { Seal } from '../seal.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { DoNotCallStore } from '../stores/do-not-call.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { RespondentStore, SealedRespondent } from '../stores/respondents.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import type { CatalogueActions } from './catalogue.ts';
import { respondentPurpose } from './interviews.ts';
import type { Imported } from './responses.ts';

/** What a supervisor fills in. */
export type CampaignInput = Pick<
  Campaign,
  | 'title'
  | 'questionnaire'
  | 'modes'
  | 'period'
  | 'population'
  | 'sizing'
  | 'oversampling'
  | 'calling'
  | 'consent'
  | 'backChecks'
  | 'doubleEntry'
  | 'linkDays'
>;

/** A supervisor, as the record of what was decided names her. */
export interface Supervisor {
  readonly id: string;
  readonly name: string;
}

/** Each verb throws Refusal `not-found`, `conflict` when the campaign has changed since `seen`, `invalid` with faults. */
export interface Campaigns {
  create(input: CampaignInput, by: Supervisor): Promise<Campaign>;
  /** While it is a draft; an open one changes only its end, calling rules and shares. */
  change(id: string, input: CampaignInput, by: Supervisor, seen: number): Promise<Campaign>;
  /** Who interviews. */
  setTeam(id: string, team: readonly TeamMember[], by: Supervisor, seen: number): Promise<Campaign>;
  /** Takes rows of the sampling frame; those removed are told with the reason. The same row twice is `unchanged`. */
  takeFrame(
    id: string,
    entries: readonly { readonly line: number; readonly record: FrameEntry }[],
    options?: { readonly dryRun?: boolean },
  ): Promise<Imported[]>;
  /** Draws by stratum; drawing again with `more` per cent of the wanted adds cases and keeps the seed. */
  draw(id: string, options: { readonly seed?: string; readonly more?: number }, by: Supervisor): Promise<Campaign>;
  open(id: string, by: Supervisor, seen: number): Promise<Campaign>;
  /** Ends the fieldwork: every case gets its final outcome, contacts of cases that were not drawn are forgotten. */
  close(id: string, by: Supervisor, seen: number): Promise<Campaign>;
  /** Gives a case to a particular interviewer, or to anybody again. */
  assign(surveyCase: string, to: string | undefined, by: Supervisor): Promise<SurveyCase>;
  /** Ends a case that shall not be tried again. */
  closeCase(surveyCase: string, note: string, by: Supervisor): Promise<SurveyCase>;
  /** Numbers never to be called again, in any campaign; gives those that were not on the list before. */
  doNotCall(phones: readonly string[], by: Supervisor): Promise<ReadonlySet<string>>;
  /** Brings up to date what time alone brings: cases whose rest is over, leases that ran out, links to be cut. */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly campaigns: CampaignStore;
  readonly surveyCases: SurveyCaseStore;
  readonly quotas: QuotaStore;
  readonly respondents: RespondentStore;
  readonly doNotCall: DoNotCallStore;
  readonly catalogue: Pick<CatalogueActions, 'current'>;
  readonly seal: Seal;
  readonly timeZone: string;
  now(): Date;
}

/** A name or seed that nobody can foresee. */
const random = (bytes = 12): string => randomBytes(bytes).toString('hex');

const atOnce = 500;
const mostTries = 10;
const untried: Readonly<Record<CallingWindow, number>> = { morning: 0, afternoon: 0, evening: 0, weekend: 0 };
const invalidAt = (pointer: string, code: string, params?: Fault['params']): Refusal =>
  invalid([{ pointer, code, ...(params ? { params } : {}) }]);

export function createCampaigns(parts: Parts): Campaigns {
  const { campaigns, surveyCases, quotas, respondents, doNotCall, catalogue, seal, timeZone, now } = parts;

  const find = async (id: string): Promise<Campaign> => {
    const found = await campaigns.find(id);
    if (!found) throw new Refusal('not-found', 'page-not-found');
    return found;
  };

  /** Writes what a decision makes of a campaign as the supervisor has seen it. */
  const decide = async (
    id: string,
    seen: number | undefined,
    event: Omit<CampaignEvent, 'at'>,
    step: (campaign: Campaign) => Campaign,
  ): Promise<Campaign> => {
    const before = await find(id);
    if (seen !== undefined && before.revision !== seen) throw new Refusal('conflict', 'campaign:conflict-changed');
    const after = { ...step(before), events: [...before.events, { ...event, at: now() }] };
    const written = await campaigns.replace(after);
    if (!written) throw new Refusal('conflict', 'campaign:conflict-changed');
    return written;
  };

  const paid = async (id: string, debt: Campaign['owes'][number]): Promise<Campaign> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await find(id);
      if (!before.owes.includes(debt)) return before;
      const written = await campaigns.replace({ ...before, owes: before.owes.filter((one) => one !== debt) });
      if (written) return written;
    }
    throw new Refusal('conflict', 'campaign:conflict-changed');
  };

  const changeCase = async (id: string, step: (surveyCase: SurveyCase) => SurveyCase): Promise<SurveyCase> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await surveyCases.find(id);
      if (!before || before.state === 'listed') throw new Refusal('not-found', 'page-not-found');
      const after = step(before);
      const written = after === before ? before : await surveyCases.replace(after);
      if (written) return written;
    }
    throw new Refusal('conflict', 'interview:conflict-changed');
  };

  const frameOf = async (id: string): Promise<Map<string, string[]>> => {
    const strata = new Map<string, string[]>();
    for (const { stratum, frameKey } of await surveyCases.frame(id)) {
      const keys = strata.get(stratum);
      if (keys) keys.push(frameKey);
      else strata.set(stratum, [frameKey]);
    }
    return strata;
  };

  /** How many were drawn of each stratum, all draws together. */
  const drawnSoFar = ({ draws }: Campaign): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { stratum, drawn } of draws.flatMap(({ strata }) => strata))
      counts.set(stratum, (counts.get(stratum) ?? 0) + drawn);
    return counts;
  };

  /** Makes ready what the recorded draws say, which anybody can repeat. */
  const carryOutDraw = async (campaign: Campaign): Promise<Campaign> => {
    const { id, draws } = campaign;
    const [first] = draws;
    const latest = draws.at(-1);
    if (!first || !latest) return campaign;
    for (const { stratum, wanted } of latest.strata) await quotas.want(id, stratum, wanted);
    const lots = stratifiedDraw(await frameOf(id), drawnSoFar(campaign), first.seed);
    await surveyCases.markDrawn(
      id,
      lots.map(({ key, lot }) => ({ frameKey: key, lot })),
    );
    return paid(id, 'draw');
  };

  /** Ends what is in nobody's hand and forgets who was never drawn. What is out is ended when it comes back. */
  const carryOutClosing = async (campaign: Campaign): Promise<number> => {
    const { id } = campaign;
    let touched = 0;
    for (;;) {
      const listed = await surveyCases.listed(id, atOnce);
      if (listed.length === 0) break;
      await respondents.forget(listed.flatMap(({ respondent }) => (respondent === undefined ? [] : [respondent])));
      await surveyCases.remove(listed.map((one) => one.id));
      touched += listed.length;
    }
    for (;;) {
      const open = await surveyCases.unfinished(id, atOnce);
      if (open.length === 0) break;
      for (const { id: one } of open)
        await changeCase(one, (surveyCase) => {
          if (surveyCase.state === 'final' || surveyCase.state === 'held') return surveyCase;
          return ended(surveyCase, finalOutcome(surveyCase.attempts), now());
        });
      touched += open.length;
    }
    if (campaign.owes.includes('closing')) await paid(id, 'closing');
    return touched;
  };

  const phoneIndex = (phone: string): string =>
    Buffer.from(seal.digest('respondent-phone', phone)).toString('base64url');

  const respondentOf = (campaign: string, { name, phone, address, language }: FrameEntry): SealedRespondent => {
    const sealed = (field: string, value: string | undefined) =>
      value === undefined ? {} : { [field]: seal.seal(value, respondentPurpose(field)) };
    return {
      id: random(),
      campaign,
      ...sealed('name', name),
      ...sealed('phone', phone),
      ...sealed('address', address),
      ...(language ? { language } : {}),
      ...(phone === undefined ? {} : { phoneIndex: phoneIndex(phone) }),
    };
  };

  const caseOf = (campaign: string, entry: FrameEntry, respondent: string): SurveyCase => {
    const language = entry.language ?? 'vi';
    return {
      id: random(),
      campaign,
      stratum: stratumKey(entry),
      frameKey: entry.key,
      ...{ result: entry.result, finishedOn: entry.finishedOn, language, lot: '', state: 'listed' },
      ...{
        queue: queueFor(language),
        respondent,
        attempts: [],
        attemptCount: 0,
        tried: untried,
        owes: [],
        revision: 1,
      },
    };
  };

  const today = (): CityDay => cityDay(now(), timeZone);

  return {
    async create(input, by) {
      const faults = campaignFaults(input, await catalogue.current());
      if (faults.length > 0) throw invalid(faults);
      const campaign: Campaign = {
        ...input,
        id: random(6),
        ...{ team: [], draws: [], state: 'draft', createdAt: now(), owes: [], revision: 1 },
        events: [{ kind: 'created', at: now(), by: by.name }],
      };
      await campaigns.insert(campaign);
      return campaign;
    },

    async change(id, input, by, seen) {
      const faults = campaignFaults(input, await catalogue.current());
      if (faults.length > 0) throw invalid(faults);
      return decide(id, seen, { kind: 'changed', by: by.name }, (before) => {
        if (before.state === 'closed') throw new Refusal('conflict', 'campaign:conflict-closed');
        if (before.state === 'draft' && before.draws.length === 0) return { ...before, ...input };
        const { title, period, calling, backChecks, doubleEntry, linkDays } = input;
        return {
          ...before,
          title,
          period: { ...before.period, to: period.to },
          calling,
          backChecks,
          doubleEntry,
          linkDays,
        };
      });
    },

    setTeam: (id, team, by, seen) =>
      decide(id, seen, { kind: 'team', by: by.name, note: String(team.length) }, (before) => {
        if (before.state === 'closed') throw new Refusal('conflict', 'campaign:conflict-closed');
        return { ...before, team };
      }),

    async takeFrame(id, entries, { dryRun = false } = {}) {
      const campaign = await find(id);
      if (campaign.state !== 'draft' || campaign.draws.length > 0)
        throw new Refusal('conflict', 'campaign:conflict-drawn');
      const known = await catalogue.current();
      const digests = new Map(
        entries.flatMap(({ record: { phone } }) => (phone === undefined ? [] : [[phone, phoneIndex(phone)] as const])),
      );
      const [phones, blocked, standing] = await Promise.all([
        respondents.knownPhones(id, [...digests.values()]),
        doNotCall.among([...digests.values()]),
        surveyCases.standing(
          id,
          entries.map(({ record }) => record.key),
        ),
      ]);
      const numbersIn = (some: ReadonlySet<string>) =>
        new Set([...digests].flatMap(([phone, digest]) => (some.has(digest) ? [phone] : [])));
      const keys = new Set(standing.map(({ frameKey }) => frameKey));
      const faults = new Map(
        entries.map(({ line, record }) => [line, entryFaults(record, campaign, known, today())] as const),
      );
      const { kept, removed } = withoutRepeats(
        entries.filter(({ line }) => !faults.get(line)?.length).map(({ line, record }) => ({ line, entry: record })),
        { keys, phones: numbersIn(phones), doNotCall: numbersIn(blocked) },
        campaign.modes,
      );
      const outcomes = new Map<number, Imported>();
      for (const [line, found] of faults)
        if (found.length > 0) outcomes.set(line, { line, outcome: 'rejected', faults: found });
      for (const { line, entry, reason, instead } of removed) {
        const isThere = reason === 'key-twice' && instead === undefined;
        const why = { pointer: isPhoneReason(reason) ? '/phone' : '/key', code: `frame:removed-${reason}-text` };
        const rather =
          instead === undefined ? [] : [{ pointer: why.pointer, code: 'frame:instead', params: { line: instead } }];
        outcomes.set(
          line,
          isThere && keys.has(entry.key)
            ? { line, outcome: 'unchanged' }
            : { line, outcome: 'rejected', faults: [why, ...rather] },
        );
      }
      const taken = kept.map(({ entry }) => {
        const respondent = respondentOf(id, entry);
        return { respondent, surveyCase: caseOf(id, entry, respondent.id) };
      });
      for (const { line } of kept) outcomes.set(line, { line, outcome: 'accepted' });
      if (!dryRun) {
        await respondents.keepMany(taken.map(({ respondent }) => respondent));
        await surveyCases.insertMany(taken.map(({ surveyCase }) => surveyCase));
      }
      return entries.map(({ line }) => outcomes.get(line) ?? { line, outcome: 'unchanged' });
    },

    async draw(id, { seed, more }, by) {
      const before = await find(id);
      if (before.state === 'closed') throw new Refusal('conflict', 'campaign:conflict-closed');
      const frame = await frameOf(id);
      if (frame.size === 0) throw invalidAt('/seed', 'campaign:fault-no-frame');
      const [first] = before.draws;
      if (first && more === undefined) throw new Refusal('conflict', 'campaign:conflict-drawn');
      if (more !== undefined && (!Number.isInteger(more) || more < 1 || more > 500))
        throw invalidAt('/more', 'campaign:fault-more', { least: 1, most: 500 });
      const populations = new Map([...frame].map(([stratum, keys]) => [stratum, keys.length]));
      const wanted = wantedPerStratum(before.sizing, populations);
      const earlier = drawnSoFar(before);
      const strata = [...populations].map(([stratum, population]) => {
        const each = wanted.get(stratum) ?? 0;
        const already = earlier.get(stratum) ?? 0;
        const size = first
          ? Math.min(population, already + Math.ceil((each * (more ?? 0)) / 100))
          : drawSize(each, before.oversampling, population);
        return { stratum, population, wanted: each, drawn: size - already };
      });
      const draw = { seed: first?.seed ?? (seed?.trim() || random()), at: now(), by: by.name, strata };
      const decided = await decide(id, before.revision, { kind: 'drawn', by: by.name }, (campaign) => ({
        ...campaign,
        draws: [...campaign.draws, draw],
        owes: [...new Set([...campaign.owes, 'draw' as const])],
      }));
      return carryOutDraw(decided);
    },

    async open(id, by, seen) {
      return decide(id, seen, { kind: 'opened', by: by.name }, (before) => {
        if (before.state !== 'draft') throw new Refusal('conflict', 'campaign:conflict-not-draft');
        if (before.draws.length === 0) throw invalidAt('/state', 'campaign:fault-not-drawn');
        if (before.team.length === 0 && before.modes.some((mode) => mode !== 'post'))
          throw invalidAt('/state', 'campaign:fault-no-team');
        return { ...before, state: 'open' };
      });
    },

    async close(id, by, seen) {
      const closed = await decide(id, seen, { kind: 'closed', by: by.name }, (before) => {
        if (before.state !== 'open') throw new Refusal('conflict', 'campaign:conflict-not-open');
        return { ...before, state: 'closed', closedAt: now(), owes: [...before.owes, 'closing'] };
      });
      await carryOutClosing(closed);
      return find(id);
    },

    assign: (id, to) =>
      changeCase(id, (one) => {
        if (one.state === 'final') throw new Refusal('conflict', 'interview:conflict-final');
        const queued = { ...one, queue: queueFor(one.language, to) };
        return one.state === 'held' && one.lease?.by !== to ? laidDown(queued, now()) : queued;
      }),

    closeCase: (id, note, by) =>
      changeCase(id, (one) => {
        if (one.state === 'final') throw new Refusal('conflict', 'interview:conflict-final');
        if (note.trim() === '') throw invalidAt('/note', 'interview:fault-note-missing');
        const after = ended(one, finalOutcome(one.attempts), now());
        return { ...after, endedBy: { account: by.id, name: by.name, note: note.trim() } };
      }),

    async doNotCall(phones, by) {
      const known = await doNotCall.among(phones.map(phoneIndex));
      const added = new Set(phones.filter((phone) => !known.has(phoneIndex(phone))));
      await doNotCall.add([...added].map(phoneIndex), by.id, now());
      return added;
    },

    async settle() {
      const at = now();
      let touched = 0;
      for (const campaign of await campaigns.unsettled()) {
        if (campaign.owes.includes('draw')) await carryOutDraw(campaign);
        if (campaign.state !== 'closed' || campaign.unlinkedAt) continue;
        touched += await carryOutClosing(campaign);
        const cutOn = addDays(cityDay(campaign.closedAt ?? at, timeZone), campaign.linkDays);
        if (cityDay(at, timeZone) <= cutOn) continue;
        await surveyCases.unlink(campaign.id);
        await respondents.forgetCampaign(campaign.id);
        const cut = { kind: 'unlinked' as const, at, by: 'system' };
        const current = await find(campaign.id);
        await campaigns.replace({ ...current, unlinkedAt: at, events: [...current.events, cut] });
      }
      return touched;
    },
  };
}

const isPhoneReason = (reason: RemovalReason): boolean => reason !== 'key-twice';

/** Answers count for the unit as it is when they are given: one that ends before the fieldwork does cannot have any. */
function entryFaults(
  entry: FrameEntry,
  { population, period }: Campaign,
  catalogue: Catalogue,
  today: CityDay,
): Fault[] {
  const faults = frameFaults(entry, population, catalogue, today);
  const agency = catalogue.agencies.get(entry.agency);
  if (faults.length > 0 || !agency || existsOn(agency, period.to)) return faults;
  return [
    { pointer: '/agency', code: 'frame:agency-ended', params: { agency: agency.code, day: agency.validTo ?? '' } },
  ];
}
