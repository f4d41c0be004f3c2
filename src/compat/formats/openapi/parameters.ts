import { carriedBy, type Carrier, type Site, unwritten } from '../../site.ts';
import { withEnding } from '../../sunset.ts';
import { instead } from '../schemas/source.ts';
import { placed } from '../standing.ts';
import type { Comparison } from './comparison.ts';
import { compareContent } from './content.ts';
import { ofWritten } from './header-map.ts';
import { type Operation, pathParameters } from './operations.ts';
import { elsewhereNow, type Lonely } from './parameter-elsewhere.ts';
import { asText, writtenAsMembers } from './parameter-members.ts';
import type { Part } from './part.ts';
import { compareWritten, isNamedInPath, schemaOf } from './serialisation.ts';

/** Headers that OpenAPI says nothing of as parameters: content, responses and security do. */
const ignored: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The parameters that a request has, by what pairs them: those of the path by their position, for their names are nobody's business. */
const byKey = ({ parameters, path }: Operation): Map<string, Part> => {
  const names = pathParameters(path);
  const found = new Map<string, Part>();
  for (const part of parameters) {
    const [place, name] = [String(part.value['in']), String(part.value['name'])];
    if (place === 'header' && ignored.has(name.toLowerCase())) continue;
    const position = place === 'path' ? names.indexOf(name) : -1;
    found.set(position === -1 ? `${place} ${place === 'header' ? name.toLowerCase() : name}` : `path ${position}`, part);
  }
  return found;
};

/** Is it declared for a path in which it does not stand? */
const isStray = ({ value }: Part, path: string): boolean => value['in'] === 'path' && !pathParameters(path).includes(String(value['name']));
const nameOf = (part: Part): string => String(part.value['name']);
const placeOf = (part: Part): string => String(part.value['in']);
const isRequired = (part: Part | undefined): boolean => part?.value['required'] === true || part?.value['in'] === 'path';

/** Compares the parameters of two operations. */
export const compareParameters = (c: Comparison, a: Operation, b: Operation, site: Site): void => {
  const [mine, theirs] = [byKey(a), byKey(b)];
  const lonely: Lonely = { removed: [], added: [] };
  const inside = (part: Part): Site => {
    const [name, place] = [nameOf(part), placeOf(part)];
    return carriedBy(site, `, ${place} parameter ${name}`, { in: place as 'query', name } satisfies Carrier);
  };
  const fact = (turn: 'added' | 'removed' | 'became-required' | 'became-optional', x: Part | undefined, y: Part | undefined): void => {
    const shown = y ?? x;
    if (!shown) return;
    const at = { old: x?.pointer ?? a.part.pointer, new: y?.pointer ?? b.part.pointer };
    const { text } = site;
    c.add({
      kind: 'parameter',
      turn,
      name: nameOf(shown),
      in: placeOf(shown),
      required: isRequired(x) || isRequired(y),
      ...(turn === 'removed' && x ? withEnding(x.value) : {}),
      ...placed({ ...inside(shown), text }),
      ...at,
      reached: 1,
    });
  };
  const both = (x: Part, y: Part): void => {
    c.leftovers(x, y, ofWritten, inside(y).text, 'request');
    const [from, to] = [nameOf(x), nameOf(y)];
    if (from !== to && placeOf(y) === 'path' && isNamedInPath(c, 'old', x) && isNamedInPath(c, 'new', y)) {
      const at = { ...placed({ ...inside(y), text: site.text }), old: x.pointer, new: y.pointer };
      c.add({ kind: 'parameter-renamed', in: 'path', from, to, required: true, ...at, reached: 1 });
    }
    compareWritten(c, x, y, 'request', inside(y));
    if (Object.hasOwn(x.value, 'content') && Object.hasOwn(y.value, 'content')) compareContent(c, x, y, 'request', inside(y));
  };
  /** It stands in no path, so nobody can send it: perhaps it has another name there. */
  const strayed = (part: Part, x: Part | undefined, y: Part | undefined): void => {
    const what = `the path parameter ${nameOf(part)} stands nowhere in the path, so what it says is said of nothing, and it differs`;
    c.undecided(what, site.text, { old: x?.pointer ?? a.part.pointer, new: y?.pointer ?? b.part.pointer }, 'request');
  };
  /** Where a part of the path is declared on one side alone, the other takes any text there. */
  const declared = (x: Part | undefined, y: Part | undefined): void => {
    const part = y ?? x;
    if (!part || Object.hasOwn(part.value, 'content')) return fact(y ? 'added' : 'removed', x, y);
    const { old, new: next } = c.asked.request;
    const schemas = [
      x ? schemaOf(c, 'old', 'request', x) : [instead(old.at(a.part.pointer), { type: 'string' })],
      y ? schemaOf(c, 'new', 'request', y) : [instead(next.at(b.part.pointer), { type: 'string' })],
    ] as const;
    c.values.request(
      schemas,
      { ...inside(part), written: { as: 'text', lacks: [...unwritten, ''] } },
      { old: x?.pointer ?? a.part.pointer, new: y?.pointer ?? b.part.pointer },
    );
  };
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(key), theirs.get(key)];
    if (c.elsewhere(x, y, site.text)) continue;
    const stray = [x && { part: x, path: a.path }, y && { part: y, path: b.path }].find((one) => one && isStray(one.part, one.path));
    if (stray) {
      if (!x || !y || !c.same(x.value, y.value)) strayed(stray.part, x, y);
      continue;
    }
    if (x && y) {
      if (c.same(x.value, y.value)) continue;
      if (isRequired(x) !== isRequired(y)) fact(isRequired(y) ? 'became-required' : 'became-optional', x, y);
      both(x, y);
    } else if (key.startsWith('path ')) declared(x, y);
    else if (x) lonely.removed.push(x);
    else if (y) lonely.added.push(y);
  }
  for (const { x, y, schemas } of writtenAsMembers(c, lonely, { old: [...mine.values()], new: [...theirs.values()] })) {
    if (isRequired(x) !== isRequired(y)) fact(isRequired(y) ? 'became-required' : 'became-optional', x, y);
    c.values.request(schemas, asText(inside(y)), { old: x.pointer, new: y.pointer });
  }
  for (const { x, y, change } of elsewhereNow(c, lonely)) {
    if (change) c.add({ ...change, ...placed({ ...inside(y), text: site.text }), old: x.pointer, new: y.pointer, reached: 1 });
    if (isRequired(x) !== isRequired(y)) fact(isRequired(y) ? 'became-required' : 'became-optional', x, y);
    // The place brings its own way of writing with it: what is compared is what is written.
    c.schemas.request(x, y, inside(y));
  }
  for (const part of lonely.removed) fact('removed', part, undefined);
  for (const part of lonely.added) fact('added', undefined, part);
};
