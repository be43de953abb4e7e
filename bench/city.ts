import { compose, createLog, realClock, type System } from '../src/compose.ts';
import { demoData } from '../src/demo/data.ts';
import type { Grounds } from './place.ts';

/** The system on one database of a place, in this process. */
export const systemOn = ({ config, services }: Grounds): Promise<System> =>
  compose(config, { ...services, close: async () => undefined }, createLog({ LOG_LEVEL: 'warn' }));

/** The same, with its indexes and the demo city's units, procedures and targets, and no answers. */
export async function foundCity(grounds: Grounds): Promise<System> {
  const system = await systemOn(grounds);
  await system.migrate();
  const { agencies, procedures, targets } = demo(grounds);
  await system.actions.catalogue.saveAgencies(agencies);
  await system.actions.catalogue.saveProcedures(procedures);
  await system.actions.catalogue.saveTargets(targets);
  return system;
}

export const demo = ({ config }: Grounds) => demoData(config.TIME_ZONE);

/** What somebody sends who rates a service: the demo's last answers by web, as bodies of `POST /api/v1/responses`. */
export const ratings = (grounds: Grounds): string[] =>
  [...demo(grounds).recentResponses(realClock())]
    .filter(({ channel }) => channel === 'web')
    .slice(-1000)
    .map(({ occurredAt: _at, externalId: _id, ...body }) => JSON.stringify(body));
