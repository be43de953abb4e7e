import { type Doc, isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { addition } from '../projection/addition.ts';
import { projectionTree } from '../projection/parse.ts';
import { project } from '../projection/project.ts';
import { typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';

type CompileDocumentStage = (spec: unknown, scope: Scope) => (doc: Doc) => Doc;

const projecting: CompileDocumentStage = (spec, scope) => {
  if (!isDocument(spec)) throw location(15969, '$project specification must be an object');
  return project(projectionTree(spec, scope), scope.variables);
};

const adding =
  (name: string): CompileDocumentStage =>
  (spec, scope) => {
    if (!isDocument(spec))
      throw location(40272, `${name} specification stage must be an object, got ${typeName(spec)}`);
    return addition(spec, scope);
  };

const unsetting: CompileDocumentStage = (spec, scope) => {
  const names = Array.isArray(spec) ? spec : [spec];
  if (names.length === 0 || !names.every((name) => typeof name === 'string')) {
    throw location(31002, '$unset specification must be a string or an array containing only string values');
  }
  return project(projectionTree(Object.fromEntries(names.map((name) => [name, false])), scope), scope.variables);
};

const replacing: CompileDocumentStage = (spec, scope) => {
  const evaluate = expression(spec, scope);
  return (doc) => {
    const root = evaluate(doc, scope.variables);
    if (isDocument(root)) return root;
    throw location(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was of type: '${root === undefined ? 'missing' : typeName(root)}'.`,
    );
  };
};

const replacingRoot: CompileDocumentStage = (spec, scope) => {
  if (!isDocument(spec))
    throw location(40229, `expected an object as specification for $replaceRoot stage, got ${typeName(spec)}`);
  if (!('newRoot' in spec)) throw location(40231, 'no newRoot specified for the $replaceRoot stage');
  return replacing(spec.newRoot, scope);
};

/** The stages that make one document of one: all that an update by pipeline may use. */
export const DOCUMENT_STAGES: Record<string, CompileDocumentStage> = {
  $project: projecting,
  $addFields: adding('$addFields'),
  $set: adding('$set'),
  $unset: unsetting,
  $replaceRoot: replacingRoot,
  $replaceWith: replacing,
};
