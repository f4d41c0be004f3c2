import { carriedBy, type Carrier, type Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { compareContent } from './content.ts';
import { type Operation, pathParameters } from './operations.ts';
import type { Part } from './part.ts';
import { normal } from './serialisation.ts';

/** Compares the parameters of two operations; those of the path by their position, for their names are nobody's business. */
export const compareParameters = (c: Comparison, a: Operation, b: Operation, site: Site): void => {
  const oldNames = pathParameters(a.path);
  const newNames = pathParameters(b.path);
  const keyOf = (part: Part, names: readonly string[]): string => {
    const place = String(part.value['in']);
    const name = String(part.value['name']);
    const position = names.indexOf(name);
    return place === 'path' && position !== -1 ? `path ${position}` : `${place} ${place === 'header' ? name.toLowerCase() : name}`;
  };
  const byKey = (list: readonly Part[], names: readonly string[]): Map<string, Part> =>
    new Map(list.map((part) => [keyOf(part, names), part]));
  const [mine, theirs] = [byKey(a.parameters, oldNames), byKey(b.parameters, newNames)];
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(key), theirs.get(key)];
    if (c.elsewhere(x, y, site.text)) continue;
    const shown = (y ?? x)?.value;
    const name = String(shown?.['name']);
    const place = String(shown?.['in']);
    const inside = carriedBy(site, `, ${place} parameter ${name}`, { in: place as 'query', name } satisfies Carrier);
    const required = { old: x?.value['required'] === true, new: y?.value['required'] === true };
    const at = { old: x?.pointer ?? a.part.pointer, new: y?.pointer ?? b.part.pointer };
    const fact = (turn: 'added' | 'removed' | 'became-required' | 'became-optional'): void =>
      c.add({
        kind: 'parameter',
        turn,
        name,
        in: place,
        required: required.new || required.old,
        where: site.text,
        ...(inside.spot ? { spot: inside.spot } : {}),
        ...at,
        reached: 1,
      });
    if (!x || !y) {
      fact(x ? 'removed' : 'added');
      continue;
    }
    if (c.same(x.value, y.value)) continue;
    if (required.old !== required.new) fact(required.new ? 'became-required' : 'became-optional');
    c.leftovers(normal(x), normal(y), new Set(['name', 'in', 'required', 'schema', 'content']), inside.text, 'request');
    c.schemas.request(x, y, inside);
    if (Object.hasOwn(x.value, 'content') || Object.hasOwn(y.value, 'content')) compareContent(c, x, y, 'request', inside);
  }
};
