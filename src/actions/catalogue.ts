import type { Agency } from '../domain/agency.ts';
import { type Catalogue, catalogueOf } from '../domain/catalogue.ts';
import type { Fault } from '../domain/errors.ts';
import type { Procedure } from '../domain/procedure.ts';
import type { Target } from '../domain/target.ts';
import type { AgencyStore } from '../stores/agencies.ts';
import type { ProcedureStore } from '../stores/procedures.ts';
import type { SettingStore } from '../stores/settings.ts';
import type { TargetStore } from '../stores/targets.ts';

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
  saveTargets(targets: readonly Target[]): Promise<Saved[]>;
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
const revisionName = 'catalogue-revision';

export function createCatalogue({ stores, now }: Parts): CatalogueActions {
  let known: { catalogue: Catalogue; revision: number | undefined; at: number } | undefined;
  let reading: Promise<Catalogue> | undefined;

  const read = async (): Promise<Catalogue> => {
    const revision = await stores.settings.get(revisionName);
    if (!known || known.revision !== revision) {
      const [agencies, procedures, targets] = await Promise.all([
        stores.agencies.all(),
        stores.procedures.all(),
        stores.targets.all(),
      ]);
      known = { catalogue: catalogueOf(agencies, procedures, targets), revision, at: 0 };
    }
    known = { ...known, at: now().getTime() };
    return known.catalogue;
  };
  const saveAll = async <T>(records: readonly T[], save: (record: T) => Promise<Saved>): Promise<Saved[]> => {
    const saved: Saved[] = [];
    for (const record of records) saved.push(await save(record));
    if (saved.includes('accepted')) await stores.settings.increment(revisionName);
    known = known && { ...known, at: 0 };
    return saved;
  };

  return {
    async current() {
      if (known && now().getTime() - known.at < freshFor && now().getTime() >= known.at) return known.catalogue;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return known ? reading.catch(() => (known as { catalogue: Catalogue }).catalogue) : reading;
    },
    async saveAgencies(agencies, { dryRun = false } = {}) {
      const codes = new Set([...agencies, ...(await stores.agencies.all())].map(({ code }) => code));
      return saveAll(agencies, async (agency) => {
        const unknown = [...agency.parents.map(({ code }) => code), ...agency.successors].filter(
          (code) => !codes.has(code),
        );
        if (unknown.length === 0) return stores.agencies.save(agency, dryRun);
        return { faults: unknown.map((code) => ({ pointer: '', code: 'agency-unknown', params: { agency: code } })) };
      });
    },
    saveProcedures: (procedures, { dryRun = false } = {}) =>
      saveAll(procedures, (procedure) => stores.procedures.save(procedure, dryRun)),
    saveTargets: (targets) => saveAll(targets, (target) => stores.targets.save(target)),
  };
}
