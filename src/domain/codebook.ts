import { type CodedNames, circumstances, endings } from './interview-variables.ts';
import type { Texts } from './language.ts';
import { levels, type Questionnaire } from './questionnaire.ts';
import { apart, type CodedValue, missingCodes, type Variable } from './variable.ts';

/** The name of the variable of a reason. */
export const reasonVariable = (reason: string): string => `reason_${reason}`;

/** The variables of the file of interviews with one version of a questionnaire, in the order of their columns. */
export function codebook(questionnaire: Questionnaire, names: CodedNames): Variable[] {
  const scale: CodedValue[] = levels.map((level) => ({ code: level, label: questionnaire.scale[level] }));
  const factors = new Map(questionnaire.factors.map(({ code, texts }) => [code, texts]));
  const asked = (name: string, label: Texts, question: Texts): Variable => ({
    name,
    kind: 'number',
    measure: 'ordinal',
    label,
    question,
    values: [...scale, ...apart],
  });
  return [
    ...circumstances(names),
    asked('overall', { vi: 'Hài lòng chung', en: 'Overall satisfaction' }, questionnaire.overall),
    ...questionnaire.items.map(({ code, factor, texts }) => {
      const { vi, en } = factors.get(factor) ?? { vi: factor, en: factor };
      return asked(code, { vi: `${vi}: ${texts.vi}`, en: `${en}: ${texts.en}` }, texts);
    }),
    ...questionnaire.reasons.map(({ code, texts }) => reason(code, texts)),
    ...endings,
  ];
}

const reason = (code: string, { vi, en }: Texts): Variable => ({
  name: reasonVariable(code),
  kind: 'number',
  measure: 'nominal',
  label: { vi: `Lý do chưa hài lòng: ${vi}`, en: `Reason for dissatisfaction: ${en}` },
  values: [
    { code: 0, label: { vi: 'Không chọn', en: 'Not chosen' } },
    { code: 1, label: { vi: 'Có chọn', en: 'Chosen' } },
    {
      code: missingCodes.no_experience,
      label: { vi: 'Không hỏi vì điểm chung từ 3 trở lên', en: 'Not asked: overall score of 3 or more' },
      missing: true,
    },
    {
      code: missingCodes.unanswered,
      label: { vi: 'Không có lý do nào được ghi', en: 'No reason was recorded' },
      missing: true,
    },
  ],
});

export const codebookColumns = [
  'questionnaire',
  'version',
  'variable',
  'kind',
  'measure',
  'label_vi',
  'label_en',
  'question_vi',
  'question_en',
  'value',
  'value_label_vi',
  'value_label_en',
  'missing',
  'note_vi',
  'note_en',
] as const;
export type CodebookRow = Readonly<Partial<Record<(typeof codebookColumns)[number], string | number>>>;

/** The codebook as a table: a row for each value of a variable, one for a variable without a list of values. */
export const codebookRows = ({ code, version }: Questionnaire, variables: readonly Variable[]): CodebookRow[] =>
  variables.flatMap(({ name, kind, measure, label, question, values = [], note }) => {
    const row = {
      questionnaire: code,
      version,
      variable: name,
      kind,
      measure,
      label_vi: label.vi,
      label_en: label.en,
      ...(question ? { question_vi: question.vi, question_en: question.en } : {}),
      ...(note ? { note_vi: note.vi, note_en: note.en } : {}),
    };
    if (values.length === 0) return [row];
    return values.map((value) => ({
      ...row,
      value: value.code,
      value_label_vi: value.label.vi,
      value_label_en: value.label.en,
      missing: value.missing ? 1 : 0,
    }));
  });
