import type { Document } from '../../document.ts';
import { containmentOf } from '../../schema/containment.ts';
import type { Reference } from '../../schema/references.ts';
import { sameness, sameNodes } from '../../schema/same.ts';
import { type Dialect, type Schema, sourceOf } from '../../schema/source.ts';
import { type Compared, collectorOf } from '../compared.ts';
import { pairSchemas } from '../pair.ts';

const dialectNames: readonly [RegExp, Dialect][] = [
  [/draft-04/, 'draft-04'],
  [/draft-06/, 'draft-06'],
  [/draft-07/, 'draft-07'],
  [/2019-09/, '2019-09'],
];

const dialectOf = (document: Document): Dialect => {
  const name =
    typeof document.value === 'object' && document.value !== null ? (document.value as Record<string, unknown>)['$schema'] : undefined;
  return (typeof name === 'string' ? dialectNames.find(([pattern]) => pattern.test(name))?.[1] : undefined) ?? '2020-12';
};

/** An `$id` below the root changes what references below it mean. */
const nestedId = (value: unknown, pointer = ''): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, child] of Object.entries(value)) {
    if (name === '$id' && typeof child === 'string' && pointer !== '') return pointer;
    const found = nestedId(child, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Walks two JSON Schema documents and gives their differences as facts. */
export const compareJsonSchema = (old: Document, next: Document, references: readonly Reference[]): Compared => {
  const [oldDialect, newDialect] = [dialectOf(old), dialectOf(next)];
  const same = sameness(old, next, references, oldDialect === newDialect);
  const collector = collectorOf();
  const nested = { old: nestedId(old.value), new: nestedId(next.value) };
  const nodesAre = sameNodes(same);
  const contains = containmentOf(nodesAre);
  const identical = same(old.value, next.value);
  if (!identical && (nested.old !== undefined || nested.new !== undefined))
    collector.add({
      kind: 'undecided',
      side: 'document',
      what: 'an $id below the root changes what references mean, which is not understood yet',
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
