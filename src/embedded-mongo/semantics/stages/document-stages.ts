import { type Doc, isDocument } from '../document.ts';
import { shownType } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { addition } from '../projection/addition.ts';
import { projectionTree } from '../projection/parse.ts';
import { project } from '../projection/project.ts';
import { shown } from '../shown.ts';
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
    if (Object.keys(spec).length === 0)
      throw location(40177, `Invalid ${name} :: caused by :: specification must have at least one field`);
    return addition(spec, scope);
  };

const unsetting: CompileDocumentStage = (spec, scope) => {
  if (typeof spec !== 'string' && !Array.isArray(spec))
    throw location(31002, '$unset specification must be a string or an array');
  const names: unknown[] = Array.isArray(spec) ? spec : [spec];
  if (names.length === 0)
    throw location(31119, '$unset specification must be a string or an array with at least one field');
  if (!names.every((name) => typeof name === 'string'))
    throw location(31120, '$unset specification must be a string or an array containing only string values');
  return project(projectionTree(Object.fromEntries(names.map((name) => [name, false])), scope), scope.variables);
};

const replacing =
  (what: string): CompileDocumentStage =>
  (spec, scope) => {
    const evaluate = expression(spec, scope);
    return (doc) => {
      const root = evaluate(doc, scope.variables);
      if (isDocument(root)) return root;
      const found = root === undefined ? 'MISSING' : shown(root);
      throw location(
        40228,
        `'${what}' expression must evaluate to an object, but resulting value was: ${found}. Type of resulting value: '${shownType(root)}'. Input document: ${shown(doc)}`,
      );
    };
  };

const replacingRoot: CompileDocumentStage = (spec, scope) => {
  if (!isDocument(spec))
    throw location(40229, `expected an object as specification for $replaceRoot stage, got ${typeName(spec)}`);
  const unknown = Object.keys(spec).find((name) => name !== 'newRoot');
  if (unknown)
    throw location(40230, `unrecognized option to $replaceRoot stage: ${unknown}, only valid option is 'newRoot'.`);
  if (!('newRoot' in spec)) throw location(40231, 'no newRoot specified for the $replaceRoot stage');
  return replacing('newRoot')(spec.newRoot, scope);
};

/** The stages that make one document of one: all that an update by pipeline may use. */
export const DOCUMENT_STAGES: Record<string, CompileDocumentStage> = {
  $project: projecting,
  $addFields: adding('$addFields'),
  $set: adding('$set'),
  $unset: unsetting,
  $replaceRoot: replacingRoot,
  $replaceWith: replacing('replacement document'),
};
