import { type Complaint, complaintClasses, concernsConduct, severities, topics } from '../domain/complaint.ts';
import type { TemplateState } from '../domain/reply-template.ts';
import { handles } from '../domain/sight.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';
import type { PanelOf } from './case-panel.ts';
import { caseRule } from './case-rule-view.ts';
import { cameBack, deskRow } from './hotline-queue.ts';
import { proceduresNamed, ratedUnitsOn, unitsOn } from './named-choice.ts';
import type { WebParts } from './parts.ts';

/** What waits to be checked and forwarded, for those at whose desk it lies. */
export const hotlinePanel: PanelOf = async (complaint, frame, parts) => {
  if (complaint.state !== 'routed' || !handles(frame.viewer, complaint)) return undefined;
  const { countdown, holder, until } = deskRow(complaint, frame);
  const common = {
    partial: 'hotline/panel',
    scripts: ['hotline.js'],
    now: frame.around.now.toISOString(),
    countdown,
    holder,
    until,
    back: cameBack(complaint, frame),
    words: guardedWords(complaint),
  };
  return holder === 'me' ? { ...common, ...(await formOf(complaint, frame, parts)) } : common;
};

/** The words for which the system took the case for graver than the resident put it. */
function guardedWords({ trail }: Complaint): string | undefined {
  const words = trail[0]?.about?.['words'];
  return Array.isArray(words) ? words.join(', ') : undefined;
}

/** What the form offers, and what stands in it at first. */
async function formOf(complaint: Complaint, frame: CaseFrame, parts: WebParts) {
  const { around, t, language } = frame;
  const { catalogue, today } = around;
  const named = (code: string) => ({ code, name: agencyName(code, frame) });
  const procedures = proceduresNamed(catalogue, language);
  const templates = async (state: TemplateState) =>
    (await parts.actions.replyTemplates.of(state)).map(({ code, texts }) => ({
      code,
      text: texts[complaint.language],
    }));
  const [refusals, answers, guidance] = await Promise.all([
    templates('refusal'),
    templates('resolution'),
    templates('hand_over'),
  ]);
  return {
    given: {
      class: complaint.class,
      topic: complaint.topic,
      severity: complaint.severity,
      agency: agencyName(complaint.agency, frame),
      procedure: procedures.find(({ code }) => code === complaint.procedure)?.names[0] ?? complaint.procedure,
      guidance: guidance[0]?.text,
    },
    classes: complaintClasses.map((code) => ({ code, words: t(`staff:class-${code}`) })),
    topics: topics.map((code, index) => ({ code, key: index + 1, words: t(`complaint:topic-${code}`) })),
    severities: severities.map((code) => ({ code, words: t(`hotline:severity-${code}`) })),
    units: ratedUnitsOn(catalogue, complaint.day, language).map(({ names: [name] }) => name),
    allUnits: unitsOn(catalogue, today, language).map(({ names: [name] }) => name),
    procedures: procedures.map(({ names: [name] }) => name),
    proposed: complaint.proposed.map(named),
    rule: await caseRule(parts, complaint, frame),
    legal: complaint.class === 'legal_complaint',
    conduct: concernsConduct(complaint),
    templates: { refusals, answers, guidance },
  };
}
