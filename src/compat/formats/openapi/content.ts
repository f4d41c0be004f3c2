import type { Document } from '../../document.ts';
import { carriedBy, type Carrier, type Site, unwritten, type Written } from '../../site.ts';
import { placed } from '../standing.ts';
import { belonging } from './covering.ts';
import type { Comparison } from './comparison.ts';
import { compareEncodings } from './encoding.ts';
import { coveringMedia, isMediaType, mediaTypes, syntaxOf } from './media.ts';
import { countsIn, objectsAreJson } from './form-objects.ts';
import { memberOf, namedParts, type Part } from './part.ts';
import { schemaOf } from './serialisation.ts';
import { shapeOf } from '../schemas/shape.ts';
import { compareXml } from './xml.ts';

/** Does an encoding say how a field is written, and not only that it may be empty? */
const saysHow = (encoding: unknown, document: Document, media: string): boolean =>
  typeof encoding === 'object' &&
  encoding !== null &&
  Object.keys(encoding).some((name) => name !== 'allowEmptyValue' && countsIn(document, media, name));

/** Is a body a text, a form of texts, or what no schema describes? */
const writtenAs = (name: string, c: Comparison, a: Part, b: Part, side: 'request' | 'response'): Written | undefined => {
  if (syntaxOf(name) !== undefined) return undefined;
  const [type = ''] = name.split(';');
  if (type === 'text/plain') return { as: 'text', lacks: unwritten };
  if (!type.startsWith('multipart/') && type !== 'application/x-www-form-urlencoded') {
    // What has members is a document of a syntax that nobody here knows.
    const shapes = [shapeOf(schemaOf(c, 'old', side, a)), shapeOf(schemaOf(c, 'new', side, b))];
    return shapes.every(({ names, unions }) => names.size === 0 && unions.length === 0) ? { as: 'octets' } : undefined;
  }
  const said = (document: Document, part: Part): string[] =>
    Object.entries(memberOf(document, part, 'encoding')?.value ?? {}).flatMap(([field, how]) =>
      saysHow(how, document, type) ? [field] : [],
    );
  // What says how it is written is taken at its word, and judged with its types.
  // A part of several may hold JSON, and so null. A form without fields is one all the same: it has its media type.
  const lacks = type.startsWith('multipart/') ? [[]] : [null, []];
  const isFlat = type.startsWith('application/') && !objectsAreJson(c.old) && !objectsAreJson(c.next);
  return {
    as: 'form',
    lacks,
    ...(isFlat ? { isFlat } : {}),
    except: new Set([...said(c.old, a), ...said(c.next, b)]),
  };
};

/** Compares what may travel in a part, media type by media type; a range stands for what it covers. */
export const compareContent = (
  c: Comparison,
  x: Part | undefined,
  y: Part | undefined,
  side: 'request' | 'response',
  site: Site,
  /** What carries a body of a media type; absent: what the site says already. */
  carrierOf?: (media: string) => Carrier,
): void => {
  const [mine, theirs] = [
    mediaTypes(namedParts(c.old, memberOf(c.old, x, 'content'))),
    mediaTypes(namedParts(c.next, memberOf(c.next, y, 'content'))),
  ];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    if (isMediaType(name)) continue;
    const [a, b] = [mine.get(name), theirs.get(name)];
    if (!a || !b || !c.same(a.value, b.value)) {
      const at = { ...(x ? { old: (a ?? x).pointer } : {}), ...(y ? { new: (b ?? y).pointer } : {}) };
      c.undecided(`${JSON.stringify(name)} is no media type, so what it stands for is not known, and it differs`, site.text, at, side);
    }
    mine.delete(name);
    theirs.delete(name);
  }
  const { pairs, removed, added } = belonging([...mine.keys()], [...theirs.keys()], coveringMedia);
  const both = (a: Part | undefined, b: Part | undefined, name: string): void => {
    if (c.elsewhere(a, b, site.text) || !a || !b) return;
    const inside = carriedBy(site, ` (${name})`, carrierOf?.(name) ?? site.spot?.carrier);
    c.leftovers(a, b, new Set(['schema', 'encoding']), inside.text, side);
    const written = writtenAs(name, c, a, b, side);
    c.schemas[side](a, b, written ? { ...inside, written } : inside);
    compareEncodings(c, a, b, name, side, inside, compareContent);
    if (syntaxOf(name) === 'xml')
      compareXml(c, [schemaOf(c, 'old', side, a), schemaOf(c, 'new', side, b)], inside, { old: a.pointer, new: b.pointer }, side);
  };
  for (const [a, b] of pairs) both(mine.get(a), theirs.get(b), a.includes('*') ? b : a);
  const at = (name: string): Site => ({
    ...site,
    ...(site.spot && carrierOf ? { spot: { ...site.spot, carrier: carrierOf(name) } } : {}),
  });
  const [gone, come] = [removed[0] ?? '', added[0] ?? ''];
  if (removed.length === 1 && added.length === 1 && syntaxOf(gone) !== undefined && syntaxOf(gone) === syntaxOf(come)) {
    const [a, b] = [mine.get(gone), theirs.get(come)];
    if (c.elsewhere(a, b, site.text)) return;
    const places = { old: a?.pointer ?? '', new: b?.pointer ?? '' };
    c.add({ kind: 'media-type-replaced', side, from: gone, to: come, ...placed(at(come)), ...places, reached: 1 });
    return both(a, b, come);
  }
  // Where an answer has none in common, a client of either version gets what it does not ask for.
  if (side === 'response' && pairs.length === 0 && removed.length > 0 && added.length > 0) {
    const places = { old: mine.get(gone)?.pointer ?? '', new: theirs.get(come)?.pointer ?? '' };
    const [from, to] = [removed.join(' or '), added.join(' or ')];
    return c.add({ kind: 'media-type-replaced', side, from, to, ...placed(at(come)), ...places, reached: 1 });
  }
  for (const [names, turn] of [
    [removed, 'removed'],
    [added, 'added'],
  ] as const)
    for (const name of names) {
      const places = { old: (mine.get(name) ?? x)?.pointer ?? '', new: (theirs.get(name) ?? y)?.pointer ?? '' };
      c.add({ kind: 'media-type', side, turn, name, ...placed(at(name)), ...places, reached: 1 });
    }
};
