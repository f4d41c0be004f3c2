import type { Site } from '../../site.ts';
import { below } from '../../pointer.ts';
import type { Comparison } from './comparison.ts';
import { type Part, wordOf } from './part.ts';

const textOf = (value: unknown): string =>
  Array.isArray(value) ? [...new Set(value.map(wordOf))].sort().join(', ') : typeof value === 'string' ? value : '';

/** The names that generated code is called by: the operation's own, and the groups that it is in. */
export const compareNaming = (c: Comparison, x: Part, y: Part, site: Site): void => {
  for (const name of ['operationId', 'tags'] as const) {
    const [from, to] = [textOf(x.value[name]), textOf(y.value[name])];
    if (from === to) continue;
    c.add({
      kind: 'naming',
      of: name,
      from,
      to,
      where: site.text,
      ...(site.spot ? { spot: site.spot } : {}),
      old: from === '' ? x.pointer : below(x.pointer, name),
      new: to === '' ? y.pointer : below(y.pointer, name),
      reached: 1,
    });
  }
};
