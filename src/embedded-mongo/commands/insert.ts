import { endAfter, timely } from '../query/write-time.ts';
import { arrayItems, rawField } from '../raw/array-items.ts';
import type { Doc } from '../semantics/document.ts';
import { typeMismatch } from '../semantics/fault.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { command, type Request } from './command.ts';
import { missingField, required } from './fields.ts';
import { anything, collection, flag, ignored } from './kinds.ts';
import { newDocument } from './new-document.ts';
import { checkCount } from './statements.ts';
import { writeAnswer, writeError } from './write-errors.ts';

/** How much is put before others have their turn, which takes well under a millisecond. */
const STEP_BYTES = 256 * 1024;
/** What a document costs besides its own bytes, as if it were so many more. */
const DOCUMENT_BYTES = 2 * 1024;

export const insert = command(
  { insert: required(collection), documents: anything, ordered: flag, bypassDocumentValidation: ignored },
  ({ insert: name, ordered }, request, { store }) => {
    const documents = insertedDocuments(request);
    checkCount(documents.length);
    const work = insertAll(store, request.database, name, documents, ordered !== false);
    return store.write(timely(work, endAfter(request.maxTimeMS)));
  },
  { stable: true, writeConcern: true },
);

function insertedDocuments({ message }: Request): Buffer[] {
  const beside = message.sequences.get('documents');
  if (beside) return beside;
  const field = rawField(message.bodyBytes, 'documents');
  if (!field) throw missingField('insert.documents');
  if (field.type !== 0x04) throw typeMismatch("BSON field 'insert.documents' is the wrong type, expected type 'array'");
  return arrayItems(field.value, 'insert.documents');
}

function* insertAll(store: Store, database: string, name: string, documents: Buffer[], ordered: boolean): Work<Doc> {
  const errors: Doc[] = [];
  let n = 0;
  let left = STEP_BYTES;
  let collection = store.catalog.ensure(database, name);
  for (const [index, document] of documents.entries()) {
    if (left <= 0) {
      yield;
      left = STEP_BYTES;
      // What happened meanwhile may have changed or dropped it.
      collection = store.catalog.ensure(database, name);
    }
    left -= document.length + DOCUMENT_BYTES;
    try {
      collection.insert(newDocument(document));
      n++;
    } catch (error) {
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return writeAnswer({ n }, errors);
}
