import { arrayItems, rawField } from '../raw/array-items.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collectionName } from './arguments.ts';
import type { Handler, Request } from './command.ts';
import { newDocument } from './new-document.ts';
import { writeAnswer, writeError } from './write-errors.ts';

const DOCUMENTS_PER_STEP = 100;

export const insert: Handler = (request, { store }) => {
  const name = collectionName(request.command, 'insert');
  const documents = insertedDocuments(request);
  const ordered = request.command.ordered !== false;
  return store.write(insertAll(store, request.database, name, documents, ordered));
};

function insertedDocuments({ message }: Request): Buffer[] {
  const beside = message.sequences.get('documents');
  if (beside) return beside;
  const field = rawField(message.bodyBytes, 'documents');
  if (field?.type !== 0x04)
    throw new MongoServerFault(14, 'TypeMismatch', "BSON field 'insert.documents' is not an array");
  return arrayItems(field.value);
}

function* insertAll(store: Store, database: string, name: string, documents: Buffer[], ordered: boolean): Work<Doc> {
  const errors: Doc[] = [];
  let n = 0;
  for (const [index, document] of documents.entries()) {
    if (index && index % DOCUMENTS_PER_STEP === 0) yield;
    try {
      const raw = newDocument(document);
      store.catalog.ensure(database, name).insert(raw);
      n++;
    } catch (error) {
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return writeAnswer({ n }, errors);
}
