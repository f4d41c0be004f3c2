import { canonicalJson } from '../../../core/hash.ts';
import { hungIn, named } from '../../document/names.ts';
import type { Fact } from '../../fact.ts';
import { below } from '../../pointer.ts';
import { carriedBy, type Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { methods } from './operations.ts';
import { isRecord } from './part.ts';
import { isValid, noLongerValid, type Shown, shownAt, shownByPart } from './shown-values.ts';

// An example says nothing of what is valid, so that where it alone changes all is the same to everybody else here: it is
// looked for by itself, and asked about where its text is another one.

type Path = readonly (string | number)[];
type Members = Readonly<Record<string, unknown>>;

/** Below these stand values, and no more examples. */
const values: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const', 'security']);
/** What a file that is referred to as a whole holds, where it is a schema. */
const ofSchemas = ['type', 'properties', 'items', 'allOf', 'anyOf', 'oneOf', 'enum'];

const showsSomething = (value: object): boolean => Object.hasOwn(value, 'example') || Object.hasOwn(value, 'examples');

/** Where a part stands, in words: `POST /a, response 200 (application/json)`. */
const siteOf = (old: Path, next: Path): Site => {
  const [first = '', second = '', third = '', fourth, fifth] = next.map(String);
  if (first !== 'paths' || !methods.some((method) => method === third))
    return { text: first === 'paths' ? second : `${first}/${second}/${third}` };
  const [from, to] = [old, next].map((path) => below('', ...path.slice(0, 3))) as [string, string];
  const spot = { method: third.toUpperCase(), operation: { old: from, new: to }, path: { old: String(old[1]), new: second } };
  const media = next[next.lastIndexOf('content') + 1];
  const inside =
    fourth === 'requestBody'
      ? `, request body (${media})`
      : fourth === 'responses' && next.includes('content')
        ? `, response ${fifth} (${media})`
        : '';
  return carriedBy({ text: `${third.toUpperCase()} ${second}`, spot }, inside);
};

/**
 * Says of examples, at the same place of both, that were valid and were replaced by what is not.
 * @param said what was found so far: where more than the example changed, it was met already
 */
export const compareReplacedExamples = (c: Comparison, said: readonly Fact[]): void => {
  const known = new Set(said.filter(({ kind }) => kind === 'shown-value').map((fact) => fact.new));
  const [mine, theirs] = [c.old.value, c.next.value] as [Members, Members];
  // Whoever refers to one of them may be the same on both sides.
  const areShared = c.isShared(examplesOf(mine), examplesOf(theirs));

  /** Was it valid in all that travels there, and is it now valid in none? A member that travels one way alone is seen there. */
  const isSpoilt = (before: Shown, after: Shown, [from, to]: readonly [string, string]): boolean => {
    if (c.isShared(before.value, after.value) || canonicalJson(before.value) === canonicalJson(after.value)) return false;
    const seen = (['response', 'request'] as const)
      .map((side) => ({ questions: c.asked[side].questions, old: c.asked[side].old.at(from), next: c.asked[side].new.at(to) }))
      .filter(({ old, next }) => old.value !== undefined && next.value !== undefined);
    return (
      seen.length > 0 &&
      seen.every(({ questions, next }) => isValid(questions, [next], after.value) === false) &&
      seen.every(({ questions, old }) => isValid(questions, [old], before.value) === true)
    );
  };
  const compare = (was: readonly Shown[], is: readonly Shown[], schemas: readonly [string, string], old: Path, next: Path): void => {
    for (const after of is) {
      const before = after.of === 'example' ? was.find(({ key }) => key === after.key) : undefined;
      if (!before || known.has(after.pointer) || !isSpoilt(before, after, schemas)) continue;
      known.add(after.pointer);
      c.add(noLongerValid(before, after, siteOf(old, next)));
    }
  };

  const [before, after]: [(string | number)[], (string | number)[]] = [[], []];
  const enter = (a: unknown, b: unknown, from: string | number, to: string | number, isSchema: boolean, isNames: boolean): void => {
    before.push(from);
    after.push(to);
    visit(a, b, isSchema, isNames);
    before.pop();
    after.pop();
  };
  const list = (a: readonly unknown[], b: readonly unknown[], isSchema: boolean): void => {
    for (const [i, item] of b.entries()) {
      const at = isRecord(item) && Object.hasOwn(item, 'in') ? a.findIndex((one) => isAlike(one, item)) : i;
      if (at !== -1) enter(a[at], item, at, i, isSchema, false);
    }
  };
  const visit = (a: unknown, b: unknown, isSchema: boolean, isNames: boolean): void => {
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return;
    if ((isSchema || areShared) && c.isShared(a, b)) return;
    if (Array.isArray(a) || Array.isArray(b)) {
      if (Array.isArray(a) && Array.isArray(b)) list(a, b, isSchema);
      return;
    }
    const [one, two] = [a as Members, b as Members];
    if (!isNames && showsSomething(two) && showsSomething(one)) {
      const [x, y] = [below('', ...before), below('', ...after)];
      if (isSchema) compare(shownAt(one, x), shownAt(two, y), [x, y], before, after);
      else if (Object.hasOwn(one, 'schema') && Object.hasOwn(two, 'schema')) {
        const shown = [shownByPart(c.old, { pointer: x, value: one }), shownByPart(c.next, { pointer: y, value: two })] as const;
        compare(...shown, [`${x}/schema`, `${y}/schema`], before, after);
      }
    }
    for (const name of Object.keys(two)) {
      const child = two[name];
      if (typeof child !== 'object' || (!isNames && (values.has(name) || name.startsWith('x-'))) || !Object.hasOwn(one, name)) continue;
      const holdsSchemas = !isNames && (name === 'schema' || (name === 'schemas' && after.length === 1 && after[0] === 'components'));
      enter(one[name], child, name, name, isSchema || holdsSchemas, !isNames && named.has(name));
    }
  };
  for (const name of ['paths', 'webhooks', 'components']) enter(mine[name], theirs[name], name, name, false, name !== 'components');
  const [here, there] = [mine[hungIn], theirs[hungIn]];
  if (!isRecord(here) || !isRecord(there)) return;
  before.push(hungIn);
  after.push(hungIn);
  for (const [name, part] of Object.entries(there))
    enter(here[name], part, name, name, isRecord(part) && ofSchemas.some((keyword) => Object.hasOwn(part, keyword)), false);
};

const examplesOf = ({ components }: Members): unknown => (isRecord(components) ? components['examples'] : undefined);

/** Are two parameters of the same name and place? */
const isAlike = (one: unknown, other: Members): boolean => isRecord(one) && one['in'] === other['in'] && one['name'] === other['name'];
