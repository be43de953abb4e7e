import type { DemoData } from '../actions/demo.ts';
import { cityDay } from '../domain/city-day.ts';
import type { ResponseInput } from '../domain/response.ts';
import { demoCampaign } from './campaign.ts';
import { demoAgencies, demoProcedures, demoTargets } from './catalogue.ts';
import { demoComplaints } from './complaints.ts';
import { type DemoResponse, demoResponses2017, demoResponsesRecent } from './responses.ts';

function* inputs(rows: Iterable<DemoResponse>, until?: Date): Iterable<ResponseInput> {
  for (const { agencyCode, procedureCode, occurredAt, ...rest } of rows) {
    const at = new Date(occurredAt);
    if (!until || at <= until) yield { ...rest, agency: agencyCode, procedure: procedureCode, occurredAt: at };
  }
}

/** The demo data as the system takes it in. */
export const demoData = (timeZone: string): DemoData => ({
  agencies: demoAgencies,
  procedures: demoProcedures,
  targets: demoTargets,
  accounts: [
    { email: 'admin@demo.ydan', role: 'admin' },
    { email: 'home-affairs@demo.ydan', role: 'home_affairs', agency: 'H79-SNV' },
    { email: 'supervisor@demo.ydan', role: 'supervisor', agency: 'H79-HIDS' },
    { email: 'interviewer@demo.ydan', role: 'interviewer', agency: 'H79-HIDS' },
    { email: 'hotline@demo.ydan', role: 'hotline', agency: 'H79-1022' },
    { email: 'officer@demo.ydan', role: 'officer', agency: 'H79-N26740' },
    { email: 'city-office@demo.ydan', role: 'officer', agency: 'H79' },
    { email: 'inspector@demo.ydan', role: 'inspector', agency: 'H79-TTRA' },
    { email: 'monitor@demo.ydan', role: 'monitor', agency: 'H79-MTTQ' },
  ],
  published: { from: '2017-04-01', to: '2017-11-30' },
  publishedResponses: () => inputs(demoResponses2017()),
  recentResponses: (now) => inputs(demoResponsesRecent(cityDay(now, timeZone)), now),
  complaints: (now) => demoComplaints(now, timeZone),
  campaign: (now) => demoCampaign(now, timeZone),
});
