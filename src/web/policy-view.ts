import type { Allowance } from '../domain/allowance.ts';
import type { CityDay } from '../domain/city-day.ts';
import { policyOn } from '../domain/deadline-policy.ts';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import type { SavedPolicy } from '../stores/policies.ts';
import { allowanceWords } from './case-clock-view.ts';
import { allowanceFields, allowancesOf } from './policy-form.ts';
import { signed } from './saving.ts';

/** The policies with their versions, the one that begins last on top. */
export function policyView(t: Translate, language: Language, saved: readonly SavedPolicy[], today: CityDay) {
  const words = (allowance: Allowance): string => allowanceWords(allowance, { t });
  const codes = [...new Set(saved.map(({ code }) => code))];
  return codes.map((code) => {
    const inForce = policyOn(saved, code, today);
    const versions = saved
      .filter((policy) => policy.code === code)
      .sort((a, b) => (a.from === b.from ? b.number - a.number : a.from < b.from ? 1 : -1));
    return {
      code,
      name: inForce.names[language],
      versions: versions.map((policy) => {
        const allowances = allowancesOf(policy);
        return {
          from: policy.from,
          state: t(`deadline:${policy === inForce ? 'in-force' : policy.from > today ? 'coming' : 'past'}`),
          open: policy === inForce || policy.from > today,
          source: policy.source,
          allowances: allowanceFields.map((field) => ({
            label: t(`deadline:${field}`),
            words: words(allowances[field]),
          })),
          reopenWithinDays: words({ amount: policy.reopenWithinDays, unit: 'days' }),
          informationWithinDays: words({ amount: policy.informationWithinDays, unit: 'days' }),
          ...signed(policy),
        };
      }),
    };
  });
}
