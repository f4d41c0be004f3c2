import { describe, expect, it } from 'vitest';
import { commonFormatOf, compareContracts } from '../../../src/compat/compare.ts';
import { parseDocument } from '../../../src/compat/document.ts';
import { corpus } from '../fuzz/corpus.ts';

const read = (name: string, text: string) => parseDocument(name, new TextEncoder().encode(text));

describe('the same bytes on both sides', () => {
  it.each(corpus.map((document, i): [number, string] => [i, JSON.stringify(document)]))(
    'document %i is told of as if it had been compared',
    (_, text) => {
      const [old, copy, spaced] = [read('a.json', text), read('b.json', text), read('b.json', `${text} `)];
      const compare = (next: typeof copy) => compareContracts(old, next, { name: 'x', format: commonFormatOf(old, next) });
      const [same, compared] = [compare(copy), compare(spaced)];
      expect(same).toEqual(compared);
      expect(same.compared.count).toBeGreaterThan(0);
    },
  );

  it('are not compared: no operation is looked at twice', () => {
    let reads = 0;
    const watched = (text: string) => {
      const document = read('a.json', text);
      const { paths } = document.value as { paths: object };
      return {
        ...document,
        value: { openapi: '3.1.0', paths: new Proxy(paths, { get: (target, name) => (reads++, Reflect.get(target, name) as unknown) }) },
      };
    };
    const text = '{"openapi":"3.1.0","paths":{"/a":{"get":{"responses":{}}}}}';
    const cost = (next: ReturnType<typeof watched>): number => {
      const before = reads;
      compareContracts(watched(text), next, { name: 'x', format: 'openapi' });
      return reads - before;
    };
    expect(cost(watched(text)) * 2).toBeLessThan(cost(watched(`${text} `)));
  });

  it('may still differ behind a reference that leads elsewhere', () => {
    const text = '{"openapi":"3.1.0","paths":{"/a":{"$ref":"https://example.com/a.json"}}}';
    const { cells } = compareContracts(read('a.json', text), read('b.json', text), { name: 'x', format: 'openapi' });
    expect(cells.rollout.state).toBe('unknown');
  });
});
