import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { containmentOf } from '../../schema/containment.ts';
import type { Reference } from '../../schema/references.ts';
import { sameness, sameNodes } from '../../schema/same.ts';
import { type Schema, sourceOf } from '../../schema/source.ts';
import { type Compared, collectorOf } from '../compared.ts';
import { pairSchemas } from '../pair.ts';
import { declaredOf, dialectOf } from './dialect.ts';

/** An `$id` below the root changes what references below it mean, another `$schema` what keywords do. */
const nestedId = (value: unknown, dialect: unknown, pointer = ''): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, child] of Object.entries(value)) {
    if (pointer !== '' && typeof child === 'string' && (name === '$id' || (name === '$schema' && child !== dialect))) return pointer;
    const found = nestedId(child, dialect, below(pointer, name));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Walks two JSON Schema documents and gives their differences as facts. */
export const compareJsonSchema = (old: Document, next: Document, references: readonly Reference[]): Compared => {
  const [oldDialect, newDialect] = [dialectOf(old) ?? '2020-12', dialectOf(next) ?? '2020-12'];
  const same = sameness(old, next, references, oldDialect === newDialect);
  const collector = collectorOf();
  const nested = { old: nestedId(old.value, declaredOf(old)), new: nestedId(next.value, declaredOf(next)) };
  const nodesAre = sameNodes(same);
  const contains = containmentOf(nodesAre);
  const identical = same(old.value, next.value);
  if (!identical && (nested.old !== undefined || nested.new !== undefined))
    collector.add({
      kind: 'undecided',
      side: 'document',
      what: 'an $id or another $schema below the root changes what is meant there, which is not understood yet',
      where: 'the document',
      reached: 1,
      old: nested.old ?? '',
      new: nested.new ?? '',
    });
  else if (!identical)
    pairSchemas(
      { same: nodesAre, contains: (a: Schema, b: Schema) => contains(a, b, { profile: 'tolerant-reader' }), add: collector.add },
      'document',
    )(
      [sourceOf(old, oldDialect, 'document').node('', old.value)],
      [sourceOf(next, newDialect, 'document').node('', next.value)],
      'the document',
    );
  return { what: 'schemas', count: 1, identical: identical ? 1 : 0, facts: collector.facts() };
};
