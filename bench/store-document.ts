import type { Document } from 'mongodb';

const agencies = 200;
const comment = 'Cán bộ hướng dẫn rõ ràng, nhưng phải chờ hơn một giờ vì hệ thống đang bảo trì.';

/** An answer to a survey as a document of some 370 bytes. Its `code` is its own, its agency one of two hundred. */
export const documentOf = (number: number): Document => ({
  code: `TL-${String(number).padStart(9, '0')}`,
  agency: `don-vi-${number % agencies}`,
  procedure: `1.00${number % 10}.${String(number % 997).padStart(4, '0')}`,
  day: `2026-${String((number % 12) + 1).padStart(2, '0')}-15`,
  score: (number % 5) + 1,
  channel: 'web',
  language: 'vi',
  comment,
  receivedAt: new Date(1_767_225_600_000 + number * 1000),
  owes: ['tally'],
  revision: 1,
});
