import type { Texts } from './language.ts';

/** The public holidays of the Labour Code. */
export const holidayNames = {
  newYear: { vi: 'Tết Dương lịch', en: 'New Year' },
  tet: { vi: 'Tết Nguyên đán', en: 'Lunar New Year (Tết)' },
  kings: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Commemoration Day' },
  reunification: { vi: 'Ngày Chiến thắng', en: 'Reunification Day' },
  labour: { vi: 'Ngày Quốc tế lao động', en: 'International Labour Day' },
  national: { vi: 'Quốc khánh', en: 'National Day' },
} as const satisfies Record<string, Texts>;

/** A working day that is free because the holiday fell on a day of rest. */
export const substituteFor = ({ vi, en }: Texts): Texts => ({ vi: `Nghỉ bù ${vi}`, en: `Substitute day for ${en}` });
