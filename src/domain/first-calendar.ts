import { holidayNames, substituteFor } from './holiday-names.ts';
import type { Texts } from './language.ts';
import type { NamedDay, WorkingCalendar } from './working-calendar.ts';

const law = 'Bộ luật Lao động 2019, điều 111, 112';
const tet2026 = 'Thông báo nghỉ Tết Nguyên đán 2026 từ 14/02 đến 22/02 (theo báo chí; chưa đọc văn bản)';
const newYear2026 = 'Văn bản số 12729/VPCP-KGVX ngày 25/12/2025 (theo báo chí; chưa đọc văn bản)';

const { newYear, tet, kings, reunification, labour, national } = holidayNames;
const swapped = (names: Texts) => ({
  vi: `Nghỉ hoán đổi dịp ${names.vi}`,
  en: `Day off swapped for ${names.en}`,
});
const madeUp = (day: string, date: string) => ({ vi: `Làm bù ngày ${day}`, en: `Makes up for ${date}` });

/** What the law fixes carries the law; what the Prime Minister decides every year is a proposal until its source is named. */
const holidays: readonly NamedDay[] = [
  { day: '2025-01-01', ...newYear, source: law },
  { day: '2025-01-27', ...tet },
  { day: '2025-01-28', ...tet },
  { day: '2025-01-29', ...tet, source: law },
  { day: '2025-01-30', ...tet },
  { day: '2025-01-31', ...tet },
  { day: '2025-04-07', ...kings, source: law },
  { day: '2025-04-30', ...reunification, source: law },
  { day: '2025-05-01', ...labour, source: law },
  { day: '2025-05-02', ...swapped(labour) },
  { day: '2025-09-01', ...national },
  { day: '2025-09-02', ...national, source: law },
  { day: '2026-01-01', ...newYear, source: law },
  { day: '2026-01-02', ...swapped(newYear), source: newYear2026 },
  { day: '2026-02-16', ...tet, source: tet2026 },
  { day: '2026-02-17', ...tet, source: law },
  { day: '2026-02-18', ...tet, source: tet2026 },
  { day: '2026-02-19', ...tet, source: tet2026 },
  { day: '2026-02-20', ...tet, source: tet2026 },
  { day: '2026-04-26', ...kings, source: law },
  { day: '2026-04-27', ...substituteFor(kings), source: law },
  { day: '2026-04-30', ...reunification, source: law },
  { day: '2026-05-01', ...labour, source: law },
  { day: '2026-08-31', ...swapped(national) },
  { day: '2026-09-01', ...national },
  { day: '2026-09-02', ...national, source: law },
  { day: '2027-01-01', ...newYear, source: law },
  { day: '2027-02-05', ...tet },
  { day: '2027-02-06', ...tet, source: law },
  { day: '2027-02-07', ...tet },
  { day: '2027-02-08', ...tet },
  { day: '2027-02-09', ...tet },
  { day: '2027-02-10', ...substituteFor(tet) },
  { day: '2027-02-11', ...substituteFor(tet) },
  { day: '2027-04-16', ...kings, source: law },
  { day: '2027-04-30', ...reunification, source: law },
  { day: '2027-05-01', ...labour, source: law },
  { day: '2027-05-03', ...substituteFor(labour), source: law },
  { day: '2027-09-02', ...national, source: law },
  { day: '2027-09-03', ...national },
];

const workingDays: readonly NamedDay[] = [
  { day: '2025-04-26', ...madeUp('02/05/2025', '2 May 2025') },
  { day: '2026-01-10', ...madeUp('02/01/2026', '2 January 2026'), source: newYear2026 },
  { day: '2026-08-22', ...madeUp('31/08/2026', '31 August 2026') },
];

/** The calendar that a new store begins with. */
export const firstCalendar = (timeZone: string): WorkingCalendar => ({
  version: 1,
  timeZone,
  officeHours: [
    { from: '07:30', to: '11:30' },
    { from: '13:00', to: '17:00' },
  ],
  restWeekdays: [0, 6],
  holidays,
  workingDays,
});
