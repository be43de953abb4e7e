import { randomBytes } from 'node:crypto';
import type { Campaign, Supervisor } from '../domain/campaign.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { drawSize, wantedPerStratum } from '../domain/sample-size.ts';
import { stratifiedDraw } from '../domain/stratified-draw.ts';
import type { FrameCaseStore } from '../stores/frame-cases.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import { type CampaignBook, owing, paid } from './campaign-book.ts';

export interface CampaignDraws {
  /** Draws by stratum; drawing again with `more` per cent of the wanted adds cases and keeps the seed. */
  draw(id: string, options: { readonly seed?: string; readonly more?: number }, by: Supervisor): Promise<Campaign>;
  /** Makes ready what the recorded draws say, which anybody can repeat. */
  carryOut(campaign: Campaign): Promise<Campaign>;
}

interface Parts {
  readonly frameCases: Pick<FrameCaseStore, 'frame' | 'markDrawn'>;
  readonly quotas: Pick<QuotaStore, 'want'>;
  readonly book: CampaignBook;
  now(): Date;
}

const moreLimits = { least: 1, most: 500 };

/** Drawing from the frame. A draw is decided with one write; carrying it out may be repeated. */
export function createCampaignDraw({ frameCases, quotas, book, now }: Parts): CampaignDraws {
  const frameOf = async (id: string): Promise<Map<string, string[]>> => {
    const strata = new Map<string, string[]>();
    for (const { stratum, frameKey } of await frameCases.frame(id)) {
      const keys = strata.get(stratum);
      if (keys) keys.push(frameKey);
      else strata.set(stratum, [frameKey]);
    }
    return strata;
  };

  const carryOut: CampaignDraws['carryOut'] = async (campaign) => {
    const { id, draws } = campaign;
    const [first] = draws;
    const latest = draws.at(-1);
    if (!first || !latest) return campaign;
    for (const { stratum, wanted } of latest.strata) await quotas.want(id, stratum, wanted);
    const lots = stratifiedDraw(await frameOf(id), drawnSoFar(campaign), first.seed);
    await frameCases.markDrawn(
      id,
      lots.map(({ key, lot }) => ({ frameKey: key, lot })),
    );
    // A later draw is a debt of its own.
    return book.rewrite(id, (now) => (now.draws.length === draws.length ? paid(now, 'draw') : now));
  };

  const draw: CampaignDraws['draw'] = async (id, { seed, more }, by) => {
    const before = await book.find(id);
    if (before.state === 'closed') throw new Refusal('conflict', 'campaign:conflict-closed');
    if (before.owes.includes('frame')) throw new Refusal('conflict', 'campaign:conflict-frame');
    const frame = await frameOf(id);
    if (frame.size === 0) throw invalid([{ pointer: '/seed', code: 'campaign:fault-no-frame' }]);
    const [first] = before.draws;
    if (first && more === undefined) throw new Refusal('conflict', 'campaign:conflict-drawn');
    if (more !== undefined && (!Number.isInteger(more) || more < moreLimits.least || more > moreLimits.most))
      throw invalid([{ pointer: '/more', code: 'campaign:fault-more', params: moreLimits }]);
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
    // What nobody can foresee nobody can have wished for.
    const made = { seed: first?.seed ?? (seed?.trim() || randomBytes(12).toString('hex')), at: now(), by: by.name };
    const decided = await book.decide(id, before.revision, { kind: 'drawn', by: by.name }, (campaign) =>
      owing({ ...campaign, draws: [...campaign.draws, { ...made, strata }] }, 'draw'),
    );
    return carryOut(decided);
  };

  return { draw, carryOut };
}

/** How many were drawn of each stratum, all draws together. */
function drawnSoFar({ draws }: Campaign): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stratum, drawn } of draws.flatMap(({ strata }) => strata))
    counts.set(stratum, (counts.get(stratum) ?? 0) + drawn);
  return counts;
}
