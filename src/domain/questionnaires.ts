import type { Texts } from './language.ts';
import type { Level, Questionnaire } from './questionnaire.ts';

/** The scale of the Ministry of Home Affairs' form, used by both questionnaires. */
const scale: Readonly<Record<Level, Texts>> = {
  1: { vi: 'Rất không hài lòng', en: 'Very dissatisfied' },
  2: { vi: 'Không hài lòng', en: 'Dissatisfied' },
  3: { vi: 'Bình thường', en: 'Neutral' },
  4: { vi: 'Hài lòng', en: 'Satisfied' },
  5: { vi: 'Rất hài lòng', en: 'Very satisfied' },
};

const reasons: Questionnaire['reasons'] = [
  { code: 'late', texts: { vi: 'Trả kết quả trễ hẹn', en: 'The result came late' } },
  { code: 'extra_papers', texts: { vi: 'Yêu cầu thêm giấy tờ ngoài quy định', en: 'Extra papers were asked for' } },
  { code: 'attitude', texts: { vi: 'Thái độ phục vụ chưa tốt', en: 'The attitude of the staff' } },
  { code: 'harassment', texts: { vi: 'Gây phiền hà, nhũng nhiễu', en: 'Trouble was made, or money hinted at' } },
  { code: 'wrong_information', texts: { vi: 'Hướng dẫn sai hoặc không rõ', en: 'Wrong or unclear guidance' } },
  { code: 'fees', texts: { vi: 'Phí, lệ phí', en: 'Fees and charges' } },
  { code: 'website', texts: { vi: 'Trang web khó dùng hoặc bị lỗi', en: 'The website was hard to use or failed' } },
  { code: 'other', texts: { vi: 'Lý do khác', en: 'Another reason' } },
];

/** The smallest honest form: one question, five levels, a comment if one likes, reasons for a low score. */
const rating: Questionnaire = {
  code: 'RATING',
  version: 1,
  validFrom: '2017-01-01',
  title: { vi: 'Đánh giá sự phục vụ', en: 'Rating of a service' },
  overall: {
    vi: 'Nhìn chung, ông/bà có hài lòng với việc giải quyết thủ tục này không?',
    en: 'Overall, how satisfied are you with how this procedure was handled?',
  },
  scale,
  factors: [],
  items: [],
  reasons,
};

const item = (code: string, vi: string, en: string) => ({ code, factor: code.replace(/\d+$/, ''), texts: { vi, en } });

/**
 * The part on public administrative services of the SIPAS form of 2022 (questions 15 to 33 of its matrix Q9),
 * wording shortened. Source: domain facts 1.3.
 */
const sipas2022: Questionnaire = {
  code: 'SIPAS-SERVICE',
  version: 2022,
  validFrom: '2017-01-01',
  title: {
    vi: 'Phiếu khảo sát sự hài lòng về dịch vụ hành chính công',
    en: 'Survey of satisfaction with public administrative services',
  },
  overall: {
    vi: 'Nhìn chung, ông/bà có hài lòng với sự phục vụ của cơ quan này không?',
    en: 'Overall, how satisfied are you with the service of this agency?',
  },
  scale,
  factors: [
    { code: 'access', texts: { vi: 'Tiếp cận dịch vụ', en: 'Access to service' } },
    { code: 'procedure', texts: { vi: 'Thủ tục hành chính', en: 'Administrative procedure' } },
    { code: 'official', texts: { vi: 'Công chức trực tiếp giải quyết công việc', en: 'The civil servant' } },
    { code: 'result', texts: { vi: 'Kết quả dịch vụ', en: 'Service result' } },
    {
      code: 'feedback',
      texts: { vi: 'Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị', en: 'Receiving and resolving feedback' },
    },
  ],
  items: [
    item('access1', 'Có nhiều hình thức thông tin, dễ tiếp cận', 'Information comes in many easy forms'),
    item('access2', 'Biển hiệu, chỉ dẫn tại cơ quan rõ ràng', 'Signs at the office are clear'),
    item('access3', 'Nơi ngồi chờ, làm thủ tục sạch sẽ', 'The office is clean'),
    item('access4', 'Trang thiết bị đầy đủ, tốt', 'There is enough good equipment'),
    item('procedure1', 'Quy định về thủ tục được niêm yết công khai', 'The rules are posted where all can see them'),
    item('procedure2', 'Thành phần hồ sơ đúng quy định', 'The papers asked for are those of the rules'),
    item('procedure3', 'Phí, lệ phí đúng quy định', 'The fee is that of the rules'),
    item('procedure4', 'Thời hạn giải quyết đúng quy định', 'The time limit is that of the rules'),
    item('official1', 'Công chức giao tiếp lịch sự, đúng mực', 'The official is polite'),
    item('official2', 'Công chức trả lời nhanh, đầy đủ', 'The official answers promptly and fully'),
    item('official3', 'Hướng dẫn một lần là hoàn thành được hồ sơ', 'One instruction is enough to finish the dossier'),
    item('official4', 'Công chức làm đúng quy định', 'The official follows the rules'),
    item('official5', 'Công chức tận tình với công việc', 'The official is devoted to the work'),
    item('result1', 'Trả kết quả đúng hẹn', 'The result comes on the appointed date'),
    item('result2', 'Kết quả đầy đủ, chính xác', 'The result is complete and correct'),
    item('result3', 'Kết quả bảo đảm công bằng', 'The result is fair'),
    item('feedback1', 'Có nhiều hình thức góp ý, dễ thực hiện', 'There are easy ways to send feedback'),
    item('feedback2', 'Góp ý, phản ánh được xử lý đúng quy định', 'Feedback is handled by the rules'),
    item('feedback3', 'Kết quả xử lý được thông báo kịp thời', 'The outcome is told in time'),
  ],
  reasons,
};

/** Every version there has been, newest last. */
export const questionnaires: readonly Questionnaire[] = [rating, sipas2022];

/** The one-question rating that residents are shown. */
export const currentRating = rating;

export const questionnaireOf = (code: string, version: number): Questionnaire | undefined =>
  questionnaires.find((questionnaire) => questionnaire.code === code && questionnaire.version === version);

/** Which version an answer answered: the item form as soon as it has item answers, else the one question. */
export const answeredQuestionnaire = (answers: Readonly<Record<string, unknown>>): Questionnaire =>
  Object.keys(answers).length > 0 ? sipas2022 : rating;
