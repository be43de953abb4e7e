import { sourceOf } from '../query/source.ts';
import { encode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { matcher } from '../semantics/filter.ts';
import type { Collection } from '../storage/collection.ts';
import { uuidOf } from './collection-uuid.ts';
import { command } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';
import { describedIndexes } from './index-description.ts';
import { anything, document, flag, ignored, natural, part } from './kinds.ts';

export const listCollections = command(
  {
    listCollections: anything,
    filter: document,
    nameOnly: flag,
    cursor: part({ batchSize: natural }),
    authorizedCollections: ignored,
  },
  ({ filter = {}, nameOnly, cursor }, { database, session }, server) => {
    const matches = matcher(filter);
    const found = server.store.catalog.of(database).map(described).filter(matches);
    const shown = found.map(({ name, type, ...rest }) => encode({ name, type, ...(nameOnly ? {} : rest) }));
    const namespace = `${database}.$cmd.listCollections`;
    return firstAnswer(server, namespace, sourceOf(shown), { batchSize: cursor?.batchSize, session });
  },
  { stable: true },
);

function described(stored: Collection): Doc {
  const { name, options } = stored.definition;
  const [idIndex] = describedIndexes(stored);
  return {
    name,
    type: 'collection',
    options,
    info: { readOnly: false, uuid: uuidOf(stored) },
    ...(options.clusteredIndex ? {} : { idIndex }),
  };
}
