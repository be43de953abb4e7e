import type { Texts } from './language.ts';
import type { Variable } from './variable.ts';

/** The names of what the codes in a file of interviews stand for. */
export interface CodedNames {
  readonly agencies: ReadonlyMap<string, Texts>;
  readonly procedures: ReadonlyMap<string, Texts>;
}

export const modeCodes = { phone: 1, face_to_face: 2, post: 3 } as const;
export const languageCodes = { vi: 1, en: 2 } as const;
export const resultCodes = { granted: 1, refused: 2 } as const;
export const statusCodes = { valid: 1, excluded: 2 } as const;

/** Longest code of an agency or a procedure, in bytes. */
const codeWidth = 40;

/** When, where and how an interview was made; they come before its answers. */
export const circumstances = ({ agencies, procedures }: CodedNames): Variable[] => [
  {
    name: 'serial',
    kind: 'number',
    measure: 'nominal',
    label: { vi: 'Số thứ tự trong tệp', en: 'Number in this file' },
    note: {
      vi: 'Không nối được với hồ sơ hay người trả lời. Tệp không bỏ bớt nhóm nhỏ nào: ngày, cơ quan, thủ tục và kết quả cùng nhau có thể chỉ còn một người, nên không công bố từng dòng.',
      en: 'Leads to no dossier and no person. The file leaves out no small group: day, agency, procedure and result together may leave one person, so single rows are not for publication.',
    },
  },
  {
    name: 'questionnaire',
    kind: 'text',
    width: codeWidth,
    measure: 'nominal',
    label: { vi: 'Phiếu khảo sát', en: 'Questionnaire' },
  },
  {
    name: 'version',
    kind: 'number',
    measure: 'nominal',
    label: { vi: 'Phiên bản phiếu khảo sát', en: 'Version of the questionnaire' },
    note: { vi: 'Mỗi tệp chỉ có một phiên bản.', en: 'A file holds one version only.' },
  },
  {
    name: 'day',
    kind: 'day',
    measure: 'scale',
    label: { vi: 'Ngày phỏng vấn', en: 'Day of the interview' },
  },
  {
    name: 'agency',
    kind: 'text',
    width: codeWidth,
    measure: 'nominal',
    label: { vi: 'Cơ quan giải quyết hồ sơ', en: 'Agency that handled the dossier' },
    values: coded(agencies),
  },
  {
    name: 'procedure',
    kind: 'text',
    width: codeWidth,
    measure: 'nominal',
    label: { vi: 'Thủ tục hành chính', en: 'Administrative procedure' },
    values: coded(procedures),
    note: {
      vi: 'Cơ quan và thủ tục cùng nhau tạo thành tầng của mẫu.',
      en: 'Agency and procedure together are the stratum of the sample.',
    },
  },
  {
    name: 'result',
    kind: 'number',
    measure: 'nominal',
    label: { vi: 'Kết quả giải quyết hồ sơ', en: 'Result of the dossier' },
    values: [
      { code: resultCodes.granted, label: { vi: 'Được giải quyết', en: 'Granted' } },
      { code: resultCodes.refused, label: { vi: 'Bị từ chối', en: 'Refused' } },
    ],
  },
  {
    name: 'mode',
    kind: 'number',
    measure: 'nominal',
    label: { vi: 'Cách hỏi', en: 'Mode of the interview' },
    values: [
      { code: modeCodes.phone, label: { vi: 'Qua điện thoại', en: 'By telephone' } },
      { code: modeCodes.face_to_face, label: { vi: 'Trực tiếp', en: 'Face to face' } },
      { code: modeCodes.post, label: { vi: 'Phiếu giấy qua bưu điện', en: 'Paper slip by post office' } },
    ],
  },
  {
    name: 'language',
    kind: 'number',
    measure: 'nominal',
    label: { vi: 'Ngôn ngữ phỏng vấn', en: 'Language of the interview' },
    values: [
      { code: languageCodes.vi, label: { vi: 'Tiếng Việt', en: 'Vietnamese' } },
      { code: languageCodes.en, label: { vi: 'Tiếng Anh', en: 'English' } },
    ],
  },
  {
    name: 'interviewer',
    kind: 'number',
    measure: 'nominal',
    label: { vi: 'Người phỏng vấn', en: 'Interviewer' },
    note: {
      vi: 'Số thay cho tên, chỉ có nghĩa trong tệp này; trống với phiếu giấy.',
      en: 'A number instead of the name, valid within this file only; empty for paper slips.',
    },
  },
  {
    name: 'seconds',
    kind: 'number',
    measure: 'scale',
    label: { vi: 'Thời lượng phỏng vấn (giây)', en: 'Length of the interview (seconds)' },
  },
];

/** What is said at the end of an interview, and how it counts. */
export const endings: readonly Variable[] = [
  {
    name: 'comment',
    kind: 'text',
    width: 255,
    measure: 'nominal',
    label: { vi: 'Ý kiến khác', en: 'Comment' },
    note: {
      vi: 'Số điện thoại, số định danh và địa chỉ thư được thay bằng •••; ý kiến có thể chứa dữ liệu cá nhân được bỏ trống. Trong tệp SPSS, ý kiến được cắt ở 255 byte (chừng 190 ký tự).',
      en: 'Phone numbers, identity numbers and mail addresses are replaced by •••; a comment that may hold personal data is left empty. In the SPSS file comments are cut at 255 bytes, some 190 characters of Vietnamese.',
    },
  },
  {
    name: 'status',
    kind: 'number',
    measure: 'nominal',
    label: { vi: 'Có được tính không', en: 'Whether it counts' },
    values: [
      { code: statusCodes.valid, label: { vi: 'Hợp lệ', en: 'Valid' } },
      { code: statusCodes.excluded, label: { vi: 'Bị loại', en: 'Excluded' } },
    ],
    note: {
      vi: 'Phiếu bị loại không nằm trong tỷ lệ nào; hãy lọc status = 1 trước khi tính.',
      en: 'What is excluded is in no rate; select status = 1 before computing.',
    },
  },
  {
    name: 'weight',
    kind: 'number',
    decimals: 6,
    measure: 'scale',
    label: { vi: 'Trọng số theo tầng', en: 'Weight of the stratum' },
    note: {
      vi: '(N_h / N) / (n_h / n) với N_h hồ sơ và n_h câu trả lời hợp lệ của tầng, N và n trên các tầng có cả hai. Trống với phiếu bị loại và tầng không rõ số hồ sơ. Tệp chưa tự áp dụng trọng số.',
      en: '(N_h / N) / (n_h / n) with N_h dossiers and n_h valid answers of the stratum, N and n over the strata that have both. Empty where excluded, and where the stratum’s dossiers are not known. The file does not apply it by itself.',
    },
  },
];

function coded(names: ReadonlyMap<string, Texts>) {
  return [...names].map(([code, label]) => ({ code, label }));
}
