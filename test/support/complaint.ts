import type { Filing } from '../../src/actions/complaints.ts';

/** A complaint that a resident may file, about Sài Gòn ward unless told. */
export const aFiling = (about: Partial<Filing> = {}): Filing => ({
  agency: 'H79-N26740',
  topic: 'late_file',
  content: 'Hồ sơ trễ hẹn ba ngày, không ai báo.',
  consent: true,
  channel: 'web',
  language: 'vi',
  ...about,
});
