import { type Response, Router } from 'express';
import { z } from 'zod';
import { type Agency, agencyKinds, existsOn, isRated, nameOn, parentOn } from '../domain/agency.ts';
import { type Catalogue, satisfactionTarget, successorsOn } from '../domain/catalogue.ts';
import { type CityDay, cityDay, isCityDay } from '../domain/city-day.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { isOfferedBy, type Procedure } from '../domain/procedure.ts';
import { folded, foundIn } from '../domain/search-text.ts';
import { send } from './compression.ts';
import { code, read, text } from './input.ts';
import type { WebParts } from './parts.ts';

const day = z.string().refine(isCityDay, { params: { code: 'day-form' } });
const lang = z.string().optional();
const agencyQuery = z.strictObject({
  kind: z.enum(agencyKinds).optional(),
  parent: code().optional(),
  q: text(100).optional(),
  validOn: day.optional(),
  lang,
});
const procedureQuery = z.strictObject({
  agency: code().optional(),
  field: code().optional(),
  q: text(100).optional(),
  lang,
});

/** `/api/v1/agencies` and `/procedures`: the catalogue that other systems name things by, in the order of the codes. */
export function catalogueApi(parts: Pick<WebParts, 'catalogue' | 'now' | 'config'>): Router {
  const router = Router();
  const today = () => cityDay(parts.now(), parts.config.TIME_ZONE);

  router.get('/api/v1/agencies', async (req, res) => {
    const { kind, parent, q = '', validOn } = valid(agencyQuery, req.query);
    const catalogue = await parts.catalogue();
    const on = validOn ?? today();
    const agencies = [...catalogue.agencies.values()].filter(
      (agency) =>
        (kind === undefined || agency.kind === kind) &&
        (parent === undefined || parentOn(agency, on) === parent) &&
        (validOn === undefined || existsOn(agency, validOn)) &&
        named(agency, q),
    );
    sendJson(res, { agencies: agencies.sort(byCode).map((agency) => shownAgency(agency, on)) });
  });

  router.get('/api/v1/agencies/:code', async (req, res) => {
    const catalogue = await parts.catalogue();
    const agency = catalogue.agencies.get(String(req.params.code));
    if (!agency) throw new Refusal('not-found', 'agency-unknown', { agency: String(req.params.code).slice(0, 64) });
    sendJson(res, agencyInFull(catalogue, agency, today()));
  });

  router.get('/api/v1/procedures', async (req, res) => {
    const { agency: agencyCode, field, q = '' } = valid(procedureQuery, req.query);
    const catalogue = await parts.catalogue();
    const agency = agencyCode === undefined ? undefined : catalogue.agencies.get(agencyCode);
    if (agencyCode !== undefined && !agency)
      throw invalid([{ pointer: '/agency', code: 'agency-unknown', params: { agency: agencyCode } }]);
    const procedures = [...catalogue.procedures.values()].filter(
      (procedure) =>
        (agency === undefined || isOfferedBy(procedure, agency)) &&
        (field === undefined || procedure.field === field) &&
        foundIn(folded(`${procedure.names.vi} ${procedure.names.en} ${procedure.code}`), folded(q)),
    );
    sendJson(res, { procedures: procedures.sort(byCode).map(shownProcedure) });
  });
  return router;
}

function valid<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = read(schema, query);
  if ('faults' in result) throw invalid(result.faults);
  return result.value;
}

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number => (a.code < b.code ? -1 : 1);

const named = ({ names, code }: Agency, q: string): boolean =>
  foundIn(folded([...names.flatMap(({ vi, en }) => [vi, en]), code].join(' ')), folded(q));

/** An agency under its name and parent of a day. */
const shownAgency = (agency: Agency, on: CityDay) => ({
  code: agency.code,
  kind: agency.kind,
  names: { vi: nameOn(agency, on, 'vi'), en: nameOn(agency, on, 'en') },
  parent: parentOn(agency, on) ?? null,
  validFrom: agency.validFrom,
  validTo: agency.validTo ?? null,
  successors: agency.successors,
  rated: isRated(agency),
});

/** An agency with its history and what stands around it today. */
const agencyInFull = (catalogue: Catalogue, agency: Agency, today: CityDay) => ({
  ...shownAgency(agency, today),
  nameHistory: agency.names,
  parentHistory: agency.parents,
  successorsToday: successorsOn(catalogue, agency, today).map((successor) => successor.code),
  target: satisfactionTarget(catalogue, agency, today) ?? null,
  children: (catalogue.children.get(agency.code) ?? [])
    .filter((child) => parentOn(child, today) === agency.code)
    .toSorted(byCode)
    .map((child) => shownAgency(child, today)),
});

const shownProcedure = ({ timeLimitWorkingDays, feeVnd, ...procedure }: Procedure) => ({
  ...procedure,
  timeLimitWorkingDays: timeLimitWorkingDays ?? null,
  feeVnd: feeVnd ?? null,
});

/** Kept for a minute by who asked, then asked for again with the entity tag. */
function sendJson(res: Response, body: unknown): void {
  res.set('Cache-Control', 'public, max-age=60').type('json');
  send(res, JSON.stringify(body));
}
