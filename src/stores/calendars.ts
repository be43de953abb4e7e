import { type Connection, Schema } from 'mongoose';
import type { Signature } from '../domain/signature.ts';
import type { NamedDay, WorkingCalendar } from '../domain/working-calendar.ts';

export interface SavedCalendar extends WorkingCalendar, Signature {}

interface CalendarDocument extends Omit<SavedCalendar, 'version'> {
  readonly _id: number;
}

const text = { type: String, required: true };
const namedDay = new Schema<NamedDay>({ day: text, vi: text, en: text, source: String }, { _id: false });
const schema = new Schema<CalendarDocument>(
  {
    _id: { type: Number, required: true },
    timeZone: text,
    officeHours: [{ _id: false, from: text, to: text }],
    restWeekdays: [Number],
    holidays: [namedDay],
    workingDays: [namedDay],
    savedAt: { type: Date, required: true },
    savedBy: { type: { account: String, name: String }, _id: false },
    reason: text,
  },
  { collection: 'calendars', versionKey: false },
);

/** The versions of the working calendar. They are added to and never edited; the last one holds. */
export interface CalendarStore {
  /** The newest first, `limit` of them at most. */
  latest(limit: number): Promise<SavedCalendar[]>;
  /** False when a calendar of that version stands already: somebody was first. */
  append(calendar: SavedCalendar): Promise<boolean>;
}

export function calendarStore(connection: Connection): CalendarStore {
  const model = connection.model<CalendarDocument>('Calendar', schema);
  return {
    latest: async (limit) =>
      (await model.find().sort({ _id: -1 }).limit(limit).lean()).map(({ _id, ...calendar }) => ({
        version: _id,
        ...calendar,
      })),
    async append({ version, ...calendar }) {
      try {
        await model.create([{ _id: version, ...calendar }]);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
  };
}
