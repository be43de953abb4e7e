import type { Agency } from '../domain/agency.ts';
import { type Catalogue, catalogueOf } from '../domain/catalogue.ts';
import type { Fault } from '../domain/errors.ts';
import type { Procedure } from '../domain/procedure.ts';
import { cityTarget, type Target } from '../domain/target.ts';
import type { AgencyStore } from '../stores/agencies.ts';
import type { ProcedureStore } from '../stores/procedures.ts';
import type { SettingStore } from '../stores/settings.ts';
import type { TargetStore } from '../stores/targets.ts';
import { sideBySide } from './side-by-side.ts';

interface Saving {
  /** Only tells what would become of the records. */
  readonly dryRun?: boolean;
}

type Saved = 'accepted' | 'unchanged' | { readonly faults: readonly Fault[] };

export interface CatalogueActions {
  /** The catalogue as of two seconds ago at most; while the store is away, the last one known. */
  current(): Promise<Catalogue>;
  /** Saves agencies together, so that they may name each other as parents and successors in any order. */
  saveAgencies(agencies: readonly Agency[], options?: Saving): Promise<Saved[]>;
  saveProcedures(procedures: readonly Procedure[], options?: Saving): Promise<Saved[]>;
  saveTargets(targets: readonly Target[], options?: Saving): Promise<Saved[]>;
  /** Sets the city's target where there is none at all. */
  ensureTarget(): Promise<void>;
}

interface Parts {
  readonly stores: {
    readonly agencies: AgencyStore;
    readonly procedures: ProcedureStore;
    readonly targets: TargetStore;
    readonly settings: SettingStore;
  };
  now(): Date;
}

const freshFor = 2_000;
/** An import that died before it told of its changes is noticed after this time, in milliseconds. */
const believedFor = 60_000;
const recordsAtOnce = 16;
const revisionName = 'catalogue-revision';

export function createCatalogue({ stores, now }: Parts): CatalogueActions {
  let known: { catalogue: Catalogue; revision: number | undefined; at: number; readAt: number } | undefined;
  let reading: Promise<Catalogue> | undefined;

  const read = async (): Promise<Catalogue> => {
    const revision = await stores.settings.get(revisionName);
    const readAt = now().getTime();
    if (!known || known.revision !== revision || readAt - known.readAt > believedFor) {
      const [agencies, procedures, targets] = await Promise.all([
        stores.agencies.all(),
        stores.procedures.all(),
        stores.targets.all(),
      ]);
      known = { catalogue: catalogueOf(agencies, procedures, targets), revision, at: 0, readAt };
    }
    known = { ...known, at: now().getTime() };
    return known.catalogue;
  };
  const saveAll = async <T>(
    records: readonly T[],
    dryRun: boolean,
    save: (record: T) => Promise<Saved>,
  ): Promise<Saved[]> => {
    const saved: Saved[] = [];
    await sideBySide([...records.entries()], recordsAtOnce, async ([index, record]) => {
      saved[index] = await save(record);
    });
    if (!dryRun && saved.includes('accepted')) await stores.settings.increment(revisionName);
    known = known && { ...known, at: 0 };
    return saved;
  };

  return {
    async current() {
      if (known && now().getTime() - known.at < freshFor && now().getTime() >= known.at) return known.catalogue;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      const last = known;
      if (!last) return reading;
      // While the store is away the last catalogue serves, and only one in two seconds waits to see whether it is back.
      known = { ...last, at: now().getTime() };
      return reading.catch(() => last.catalogue);
    },
    async saveAgencies(agencies, { dryRun = false } = {}) {
      const all = new Map([...(await stores.agencies.all()), ...agencies].map((agency) => [agency.code, agency]));
      return saveAll(agencies, dryRun, async (agency) => {
        const faults = agencyFaults(agency, all);
        return faults.length > 0 ? { faults } : stores.agencies.save(agency, dryRun);
      });
    },
    saveProcedures: (procedures, { dryRun = false } = {}) =>
      saveAll(procedures, dryRun, (procedure) => stores.procedures.save(procedure, dryRun)),
    saveTargets: (targets, { dryRun = false } = {}) =>
      saveAll(targets, dryRun, (target) => stores.targets.save(target, dryRun)),
    async ensureTarget() {
      if ((await stores.targets.all()).length === 0)
        await saveAll([cityTarget], false, (target) => stores.targets.save(target));
    },
  };
}

/** What keeps an agency from standing among the others: one it names that does not exist, or itself above itself. */
function agencyFaults(agency: Agency, all: ReadonlyMap<string, Agency>): Fault[] {
  const above = new Set<string>();
  const climb = (code: string): void => {
    if (above.has(code)) return;
    above.add(code);
    for (const parent of all.get(code)?.parents ?? []) climb(parent.code);
  };
  for (const { code } of agency.parents) climb(code);
  if (above.has(agency.code))
    return [{ pointer: '/parentCode', code: 'intake:agency-circle', params: { agency: agency.code } }];
  return [...agency.parents.map(({ code }) => code), ...agency.successors]
    .filter((code) => !all.has(code))
    .map((code) => ({ pointer: '', code: 'agency-unknown', params: { agency: code } }));
}
