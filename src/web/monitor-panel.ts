import { existsOn } from '../domain/agency.ts';
import { ancestryOn, successorsOn } from '../domain/catalogue.ts';
import { addDays } from '../domain/city-day.ts';
import type { Complaint } from '../domain/complaint.ts';
import { homeAffairs, inspectorate, isUnbiased } from '../domain/routing.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';
import type { PanelOf } from './case-panel.ts';
import { findingViews } from './findings.ts';

/** How long an agency is given to answer unless the monitor says otherwise. */
const usualDays = 10;

/** What the monitor found: to record and judge for the monitor, to answer for the agency asked, to read for the others. */
export const monitorPanel: PanelOf = (complaint, frame) => {
  const findings = findingViews(complaint, frame);
  const records = frame.viewer.role === 'monitor';
  if (findings.length === 0 && !records) return undefined;
  return {
    partial: 'monitoring/panel',
    findings,
    records,
    agencies: records ? askable(complaint, frame) : [],
    answerBy: addDays(frame.around.today, usualDays),
    earliest: addDays(frame.around.today, 1),
  };
};

/** Who can be asked: those who handle or watch it, the unit complained about, those above it and those who watch over conduct. */
function askable(complaint: Complaint, frame: CaseFrame) {
  const { catalogue, today } = frame.around;
  const accused = catalogue.agencies.get(complaint.agency);
  const units = accused ? successorsOn(catalogue, accused, today).map(({ code }) => code) : [];
  const above = units.flatMap((code) => ancestryOn(catalogue, code, today).map((unit) => unit.code));
  const codes = new Set([...complaint.handlers, ...complaint.watchers, ...above, homeAffairs, inspectorate]);
  return [...codes].flatMap((code) => {
    const agency = catalogue.agencies.get(code);
    const fits = agency && agency.kind !== 'monitor' && existsOn(agency, today);
    return fits && isUnbiased(catalogue, complaint, code, today) ? [{ code, name: agencyName(code, frame) }] : [];
  });
}
