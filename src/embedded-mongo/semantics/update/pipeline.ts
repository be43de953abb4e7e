import { type Doc, fieldOf, isDocument, onlyField } from '../document.ts';
import { invalidOptions, location, type MongoServerFault } from '../fault.ts';
import { identical } from '../identical.ts';
import { DOCUMENT_STAGES } from '../stages/document-stages.ts';
import type { Scope } from '../variables.ts';

/** Compiles an update given as a pipeline; `_id` survives stages that leave it out. */
export function pipelineUpdater(pipeline: Doc[], scope: Scope): (doc: Doc) => Doc {
  const stages = pipeline.map((stage) => {
    const name = isDocument(stage) ? onlyField(stage) : undefined;
    if (name === undefined) {
      throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    const compile = fieldOf(DOCUMENT_STAGES, name);
    if (!compile) throw notAllowed(name);
    return compile(stage[name], scope);
  });
  return (doc) => {
    const result = stages.reduce((current, stage) => stage(current), doc);
    const id = fieldOf(doc, '_id');
    const whole = id === undefined || Object.hasOwn(result, '_id') ? result : { _id: id, ...result };
    return identical(whole, doc) ? doc : whole;
  };
}

function notAllowed(name: string): MongoServerFault {
  return name.startsWith('$') && ['$match', '$group', '$sort', '$limit', '$skip', '$lookup', '$unwind'].includes(name)
    ? invalidOptions(`${name} is not allowed to be used within an update`)
    : location(40324, `Unrecognized pipeline stage name: '${name}'`);
}
