import { type IndexKeys, indexKeys, type KeyShape } from '../keys/index-keys.ts';
import { partValues } from '../keys/part-values.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import type { Doc } from '../semantics/document.ts';
import { matcher } from '../semantics/filter.ts';
import { fieldNames } from './field-names.ts';
import type { IndexDefinition } from './index-definition.ts';

const NO_KEYS: IndexKeys = { keys: [], multikey: [], ordered: true };

/** An index at work: makes the keys of documents and learns from them whether it is multikey. */
export class StoredIndex {
  readonly definition: IndexDefinition;
  readonly fields: readonly string[];
  readonly shape: KeyShape;
  private readonly picker: FieldPicker;
  private readonly includes: ((doc: Doc) => boolean) | undefined;

  constructor(definition: IndexDefinition) {
    this.definition = definition;
    this.fields = Object.keys(definition.key);
    this.shape = {
      id: definition.id,
      paths: this.fields.map((field) => field.split('.')),
      descending: Object.values(definition.key).map((direction) => direction < 0),
      sparse: definition.sparse,
    };
    const partial = definition.partialFilterExpression;
    this.includes = partial && matcher(partial);
    this.picker = new FieldPicker(this.neededFields());
  }

  /** The top-level fields that decide about a document's keys. */
  neededFields(): string[] {
    const partial = this.definition.partialFilterExpression;
    return [...this.shape.paths.map((path) => path[0] as string), ...(partial ? fieldNames(partial) : [])];
  }

  /** Whether two documents differ in the fields that decide about their keys. */
  tellsApart(one: Buffer, other: Buffer): boolean {
    return !this.picker.pick(one).equals(this.picker.pick(other));
  }

  keysOf(doc: Doc): IndexKeys {
    return this.includes && !this.includes(doc) ? NO_KEYS : indexKeys(this.shape, doc);
  }

  /** The fields and values of a document that stand behind one of its keys, for the message about a duplicate. */
  keyValue(doc: Doc, key: Buffer): Doc {
    const { rows } = partValues(doc, this.shape.paths);
    const shape = { ...this.shape, sparse: false, paths: this.fields.map((field) => [field]) };
    for (const row of rows) {
      const flat = Object.fromEntries(this.fields.map((field, part) => [field, settled(row[part])]));
      if (indexKeys(shape, flat).keys[0]?.equals(key)) return flat;
    }
    return Object.fromEntries(this.fields.map((field, part) => [field, settled(rows[0]?.[part])]));
  }

  /** Takes note of arrays and cut values; true when that was news, which then must be saved. */
  learn(keys: IndexKeys): boolean {
    const { definition } = this;
    let news = false;
    keys.multikey.forEach((multikey, part) => {
      if (!multikey || definition.multikey[part]) return;
      definition.multikey[part] = true;
      news = true;
    });
    if (!keys.ordered && definition.ordered) {
      definition.ordered = false;
      news = true;
    }
    return news;
  }
}

function settled(value: unknown): unknown {
  return value === undefined || typeof value === 'symbol' ? null : value;
}
