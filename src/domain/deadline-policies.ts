import type { Allowance } from './allowance.ts';
import type { DeadlinePolicy } from './deadline-policy.ts';

const minutes = (amount: number): Allowance => ({ amount, unit: 'minutes' });
const days = (amount: number): Allowance => ({ amount, unit: 'days' });
const workingDays = (amount: number): Allowance => ({ amount, unit: 'working_days' });

/** What no published rule says; the system's own. */
const ours = {
  extension: workingDays(5),
  warnBefore: { forward: minutes(1), process: workingDays(1) },
  escalateEvery: workingDays(1),
  reopenWithinDays: 30,
  informationWithinDays: 30,
};
const oursInWords =
  'Quy định riêng của hệ thống: gia hạn, nhắc trước hạn, báo lên cấp trên, mở lại trong 30 ngày, chờ bổ sung 30 ngày';

const hotline = { code: 'hotline', names: { vi: 'Tổng đài 1022', en: 'Hotline 1022' }, ...ours };
/** The hotline's rules say when to pass on and to answer; the other stages are as on the national portal. */
const hotlineStages = { forward: minutes(5), handBack: workingDays(2), ask: workingDays(5), publish: workingDays(2) };
const hotlineOurs = `${oursInWords}; chuyển trả, yêu cầu bổ sung và công khai theo Quyết định 766/QĐ-TTg.`;

/** The versions that a new store begins with. */
export const firstPolicies: readonly DeadlinePolicy[] = [
  {
    ...hotline,
    from: '2020-05-04',
    source: `Quyết định 1478/QĐ-UBND ngày 04/05/2020: chuyển trong 5 phút, có kết quả trong 5 ngày (theo báo chí; chưa đọc văn bản). ${hotlineOurs}`,
    stages: { ...hotlineStages, process: days(5), processSeveral: days(5) },
  },
  {
    ...hotline,
    from: '2023-10-26',
    source: `Quyết định 4874/QĐ-UBND ngày 26/10/2023: chưa đọc được văn bản, nên giữ thời hạn của năm 2020. ${hotlineOurs}`,
    stages: { ...hotlineStages, process: days(5), processSeveral: days(5) },
  },
  {
    ...hotline,
    from: '2025-09-04',
    source: `Quy chế mới về 1022, báo chí đưa tin ngày 04/09/2025 (chưa tìm được số quyết định): chuyển trong 5 phút, có kết quả trong 10 ngày, 15 ngày khi nhiều cơ quan cùng xử lý. Chưa rõ 10 ngày có phải là ngày làm việc hay không; ở đây tính là ngày thường. ${hotlineOurs}`,
    stages: { ...hotlineStages, process: days(10), processSeveral: days(15) },
  },
  {
    code: 'portal',
    names: { vi: 'Cổng Dịch vụ công quốc gia', en: 'National Public Service Portal' },
    from: '2022-06-23',
    source: `Quyết định 766/QĐ-TTg ngày 23/06/2022: chuyển trả 2, yêu cầu bổ sung 5, xử lý 15, công khai 2 ngày làm việc. Chuyển trong 5 phút là quy định của tổng đài. ${oursInWords}.`,
    stages: {
      forward: minutes(5),
      handBack: workingDays(2),
      ask: workingDays(5),
      process: workingDays(15),
      processSeveral: workingDays(15),
      publish: workingDays(2),
    },
    ...ours,
  },
];
