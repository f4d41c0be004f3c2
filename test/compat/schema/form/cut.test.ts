import { describe, expect, it } from 'vitest';
import { sharedParts } from '../../../../src/compat/schema/form/cut.ts';

/** What is known of each part of a document, by where it stands. */
const told = (document: unknown, other: unknown): { readonly parts: Record<string, number | undefined>; readonly references: string[] } => {
  const { ids, flags, references } = sharedParts(document, other);
  const parts: Record<string, number | undefined> = {};
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const id = ids.get(value);
    parts[pointer] = id === undefined ? undefined : flags[id];
    for (const [name, child] of Object.entries(value)) visit(child, `${pointer}/${name}`);
  };
  visit(document, '');
  return { parts, references: [...references].sort() };
};

const nested = (levels: number): unknown => (levels === 0 ? {} : { items: nested(levels - 1) });

describe('of what is one object in both documents as much is known as of what is written alike', () => {
  it.each<[string, unknown]>([
    ['a reference', { a: { $ref: '#/b' }, b: { type: 'string' } }],
    ['a member that is called like a reference', { properties: { $ref: { type: 'string' } } }],
    ['a name at the root', { $id: 'https://example.test/a', a: { type: 'string' } }],
    ['a name further down', { a: { $id: 'b', c: { $ref: '#' }, d: [{ type: 'null' }] } }],
    ['an anchor', { a: { $anchor: 'x' }, b: { $dynamicAnchor: 'y', c: {} } }],
    ['a recursive anchor', { a: { $recursiveAnchor: true }, b: { $recursiveAnchor: false } }],
    ['words', { a: { title: 'A', description: 'B', enum: ['title'] } }],
    ['more levels than are looked at', nested(405)],
  ])('%s', (_, document) => {
    expect(told(document, document)).toEqual(told(document, structuredClone(document)));
  });
});
