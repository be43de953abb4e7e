import { location, MongoServerFault } from '../fault.ts';
import type { CompileStage } from './stage.ts';

const withoutSearch: CompileStage = () => {
  throw new MongoServerFault(
    31082,
    'SearchNotEnabled',
    'Using Atlas Search Database Commands and the $listSearchIndexes aggregation stage requires additional configuration.',
  );
};

/** Stages that MongoDB has and this store has not, in the words of a server that lacks what they need. */
export const REFUSED_STAGES: Record<string, CompileStage> = {
  $changeStream: () => {
    throw location(40573, 'The $changeStream stage is only supported on replica sets');
  },
  $geoNear: () => {
    throw new MongoServerFault(27, 'IndexNotFound', '$geoNear requires a 2d or 2dsphere index, but none were found');
  },
  $listSearchIndexes: withoutSearch,
  $search: withoutSearch,
  $searchMeta: withoutSearch,
  $vectorSearch: withoutSearch,
};
