import type { Document } from '../../document.ts';
import { carriedBy, type Carrier, type Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { memberOf, namedParts, type Part } from './part.ts';
import { compareWritten } from './serialisation.ts';

/** Members of a header, or of a parameter, that are compared by what they mean together. */
export const ofWritten: ReadonlySet<string> = new Set([
  'name',
  'in',
  'required',
  'schema',
  'content',
  'style',
  'explode',
  'allowReserved',
  'allowEmptyValue',
]);

/** What happened to a header: it came or went, or it must be there now, or must no longer. */
type Said = (
  turn: 'added' | 'removed' | 'became-required' | 'became-optional',
  name: string,
  required: boolean,
  site: Site,
  at: { old: string; new: string },
  /** As N-1 has it. */
  before: Part | undefined,
) => void;

/** Compares what stands under `content` of two parts. */
export type CompareContent = (c: Comparison, x: Part, y: Part, side: 'request' | 'response', site: Site) => void;

/** Compares the headers of two parts, whatever their case; `Content-Type` is none, by the standard. */
export const compareHeaderMaps = (
  c: Comparison,
  r: Part,
  s: Part,
  side: 'request' | 'response',
  site: Site,
  carrierOf: (name: string) => Carrier | undefined,
  say: Said,
  compareContent: CompareContent,
): void => {
  const byName = (document: Document, part: Part): Map<string, Part> =>
    new Map([...namedParts(document, memberOf(document, part, 'headers'))].map(([name, header]) => [name.toLowerCase(), header]));
  const [mine, theirs] = [byName(c.old, r), byName(c.next, s)];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(name), theirs.get(name)];
    if (name === 'content-type' || c.elsewhere(x, y, site.text)) continue;
    const inside = carriedBy(site, `, header ${name}`, carrierOf(name));
    const required = { old: x?.value['required'] === true, new: y?.value['required'] === true };
    const told = (turn: Parameters<Said>[0]): void =>
      say(turn, name, required.new || required.old, inside, { old: (x ?? r).pointer, new: (y ?? s).pointer }, x);
    if (!x || !y) {
      told(x ? 'removed' : 'added');
      continue;
    }
    if (c.same(x.value, y.value)) continue;
    if (required.old !== required.new) told(required.new ? 'became-required' : 'became-optional');
    c.leftovers(x, y, ofWritten, inside.text, side);
    compareWritten(c, x, y, side, inside);
    if (Object.hasOwn(x.value, 'content') && Object.hasOwn(y.value, 'content')) compareContent(c, x, y, side, inside);
  }
};
