import type { CampaignPlan } from './campaign-faults.ts';
import { addDays, addMonths, type CityDay, firstOfMonth } from './city-day.ts';

/** What a new campaign begins with: four weeks of telephone interviews about the dossiers of last month. */
export const usualCampaign = (today: CityDay, consent: number): CampaignPlan => ({
  title: '',
  questionnaire: { code: 'SIPAS-SERVICE', version: 2022 },
  modes: ['phone'],
  period: { from: today, to: addDays(today, 27) },
  population: { from: firstOfMonth(addMonths(today, -1)), to: addDays(firstOfMonth(today), -1), results: 'all' },
  sizing: { kind: 'formula', margin: 0.05, within: 'campaign' },
  oversampling: 3,
  calling: {
    weekdays: [1, 2, 3, 4, 5, 6],
    from: '08:00',
    to: '20:00',
    onHolidays: false,
    attempts: 6,
    attemptsPerDay: 2,
    leaseMinutes: 30,
  },
  consent,
  backChecks: 0.1,
  doubleEntry: 1,
  linkDays: 30,
});
