import { type Db, type Document, MongoServerError } from 'mongodb';

/** What a command is refused with: its code, or, when a statement of it was refused, that statement's. */
export async function refusal(db: Db, command: Document): Promise<{ code: number; message: string }> {
  try {
    const answer = await db.command(command);
    const [first] = answer.writeErrors ?? [];
    if (first) return { code: first.code, message: first.errmsg };
  } catch (error) {
    if (error instanceof MongoServerError) return { code: Number(error.code), message: error.message };
    throw error;
  }
  throw new Error(`not refused: ${JSON.stringify(command)}`);
}
