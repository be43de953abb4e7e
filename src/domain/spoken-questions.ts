import type { Language, Texts } from './language.ts';
import type { Questionnaire } from './questionnaire.ts';
import { overallItem } from './survey-case.ts';

/** A question as it is read aloud. */
export interface SpokenQuestion {
  /** The code of the item, or `overall`. */
  readonly code: string;
  readonly factor?: string;
  readonly texts: Texts;
}

const ask = (vi: string, en: string): Texts => ({
  vi: `Ông/bà hài lòng ở mức nào ${vi}?`,
  en: `How satisfied are you ${en}?`,
});

/** What is asked about each item. The form says "signs at the office are clear"; nobody can answer that by telephone. */
const questions: Readonly<Record<string, Texts>> = {
  access1: ask(
    'về các hình thức thông tin của cơ quan: có nhiều hình thức và dễ tiếp cận không',
    'with the ways in which the agency informs people: are there many, and are they easy to use',
  ),
  access2: ask('về biển hiệu, chỉ dẫn tại cơ quan', 'with the signs and directions at the office'),
  access3: ask(
    'về nơi ngồi chờ, nơi làm thủ tục: có sạch sẽ không',
    'with the place where people wait and do their paperwork: is it clean',
  ),
  access4: ask('về trang thiết bị phục vụ người dân tại cơ quan', 'with the equipment that the office has for people'),
  procedure1: ask(
    'về việc quy định của thủ tục được niêm yết công khai',
    'with how the rules of the procedure are posted for all to see',
  ),
  procedure2: ask(
    'về các giấy tờ phải nộp: có đúng như quy định không',
    'with the papers that were asked for: were they those of the rules',
  ),
  procedure3: ask('về phí, lệ phí phải nộp: có đúng như quy định không', 'with the fee: was it that of the rules'),
  procedure4: ask(
    'về thời hạn giải quyết: có đúng như quy định không',
    'with the time it took: was the limit that of the rules',
  ),
  official1: ask(
    'về thái độ giao tiếp của công chức: có lịch sự, đúng mực không',
    'with the manner of the official: was he or she polite',
  ),
  official2: ask(
    'về việc công chức trả lời câu hỏi của ông/bà: có nhanh và đầy đủ không',
    'with the answers of the official: were they prompt and full',
  ),
  official3: ask(
    'về việc công chức hướng dẫn: chỉ một lần là ông/bà hoàn thành được hồ sơ',
    'with the guidance of the official: was one instruction enough to finish your application',
  ),
  official4: ask('về việc công chức làm đúng quy định', 'with how the official followed the rules'),
  official5: ask('về sự tận tình của công chức với công việc', 'with the devotion of the official to the work'),
  result1: ask('về ngày trả kết quả: có đúng hẹn không', 'with when the result came: was it on the appointed date'),
  result2: ask('về kết quả nhận được: có đầy đủ, chính xác không', 'with the result: is it complete and correct'),
  result3: ask('về kết quả nhận được: có công bằng không', 'with the result: is it fair'),
  feedback1: ask(
    'về các hình thức góp ý, phản ánh: có nhiều hình thức và dễ thực hiện không',
    'with the ways to send feedback: are there enough, and are they easy',
  ),
  feedback2: ask(
    'về việc cơ quan xử lý góp ý, phản ánh: có đúng quy định không',
    'with how the agency handles feedback: does it follow the rules',
  ),
  feedback3: ask(
    'về việc thông báo kết quả xử lý góp ý, phản ánh: có kịp thời không',
    'with how the outcome of feedback is told: is it in time',
  ),
};

/**
 * The questions in the order in which they are asked. The overall question comes first: it is then answered as on the
 * web, where it stands alone, untouched by what the items call to mind; and an interview that breaks off has it.
 */
export const spokenQuestions = ({ overall, items }: Questionnaire): readonly SpokenQuestion[] => [
  { code: overallItem, texts: overall },
  ...items.map(({ code, factor, texts }) => ({ code, factor, texts: questions[code] ?? texts })),
];

const levelsBestFirst = [5, 4, 3, 2, 1] as const;

/** The answers as they are read out, best first, as the city's form has them. */
export const spokenScale = ({ scale }: Questionnaire, language: Language): string =>
  `${levelsBestFirst.map((level, index) => lower(scale[level][language], index > 0)).join(', ')}?`;

const lower = (words: string, wanted: boolean): string =>
  wanted ? words.charAt(0).toLowerCase() + words.slice(1) : words;

/** What the interviewer should know at a factor and does not read out. */
const notes: Readonly<Record<string, Texts>> = {
  overall: {
    vi: 'Đọc đủ năm mức trong câu đầu. Không gợi ý, không bình luận. “Cũng được” thì hỏi lại: “Vậy là hài lòng hay bình thường ạ?”',
    en: 'Read out all five levels at this question. Do not suggest, do not comment. “It was all right”: ask “Would that be satisfied, or neutral?”',
  },
  access: {
    vi: 'Người nộp hồ sơ trực tuyến, chưa đến cơ quan: chọn “không áp dụng” cho nơi ngồi chờ, biển hiệu, trang thiết bị.',
    en: 'Somebody who applied online and never came to the office: “not applicable” for signs, waiting place and equipment.',
  },
  procedure: {
    vi: 'Thủ tục miễn phí: câu về phí là “không áp dụng”. “Không biết quy định thế nào” là “không biết”.',
    en: 'No fee for this procedure: “not applicable” at the fee. “I do not know the rules” is “does not know”.',
  },
  official: {
    vi: 'Hỏi về người trực tiếp tiếp nhận hồ sơ. Nếu nghe chuyện đòi tiền, gây khó: ghi đúng mức, không hỏi tên; cuối cuộc phỏng vấn mới đề nghị chuyển phản ánh.',
    en: 'This is about the official who took the application. If you hear of money or trouble: enter the level, ask for no name; offer to pass it on at the end.',
  },
  result: {
    vi: 'Kể cả khi kết quả là từ chối: hỏi về giấy trả lời đã nhận.',
    en: 'Also when the application was refused: ask about the written reply.',
  },
  feedback: {
    vi: 'Chưa từng góp ý hay phản ánh: chọn “không áp dụng”.',
    en: 'Never sent any feedback: “not applicable”.',
  },
};

/** The interviewer's note at a factor, or at `overall`. */
export const interviewerNote = (factor: string, language: Language): string | undefined => notes[factor]?.[language];
