import { isDocument } from '../document.ts';
import { location } from '../fault.ts';
import type { CompileStage } from './stage.ts';

const FORBIDDEN = ['$facet', '$out', '$merge', '$geoNear', '$indexStats', '$collStats', '$documents'];

/** `$facet`: several pipelines over the same documents, in one document of arrays. */
export const facet: CompileStage = (spec, surroundings) => {
  if (!isDocument(spec) || Object.keys(spec).length === 0) {
    throw location(40169, 'the $facet specification must be a non-empty object');
  }
  const parts = Object.entries(spec).map(([name, pipeline]) => {
    for (const stage of Array.isArray(pipeline) ? pipeline : []) {
      const forbidden = FORBIDDEN.find((name) => isDocument(stage) && name in stage);
      if (forbidden) throw location(40600, `${forbidden} is not allowed to be used within a $facet stage`);
    }
    return [name, surroundings.pipeline(pipeline, surroundings.scope)] as const;
  });
  return function* (input) {
    const docs = [...input];
    yield Object.fromEntries(parts.map(([name, stage]) => [name, [...stage(docs)]]));
  };
};
