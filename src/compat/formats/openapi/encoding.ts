import type { Document } from '../../document.ts';
import { carriedBy, type Site, type Spot } from '../../site.ts';
import type { Atom } from '../schemas/keywords.ts';
import { itemOfShape, memberOfShape, type Shape, shapeOf } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';
import { placed } from '../standing.ts';
import type { Comparison } from './comparison.ts';
import { type CompareContent, compareHeaderMaps } from './header-map.ts';
import { countsIn, objectsAreJson, untypedAreOctets } from './form-objects.ts';
import { coveringMedia } from './media.ts';
import { memberOf, namedParts, type Part } from './part.ts';
import { compareEmptiness, compareWriting, schemaOf } from './serialisation.ts';
import type { Writing } from './wire.ts';

// The parts of a form: `multipart/form-data`, `application/x-www-form-urlencoded`. For anything else `encoding` says nothing.

const isForm = (media: string): boolean => media.startsWith('multipart/') || media.startsWith('application/x-www-form-urlencoded');

const names = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);

/** What a part of a form is sent as where nothing is said, by its type. */
const usualTypes = (document: Document, schema: Schema, deep = 0): string[] => {
  const shape = shapeOf(schema);
  const has = (atom: Atom): boolean => shape.atoms.has(atom);
  if (shape.atoms.size === 7 && shape.unions.length === 0 && untypedAreOctets(document)) return ['application/octet-stream'];
  if (shape.atoms.size > 3 || deep > 4) return ['*/*'];
  if (has('object')) return ['application/json'];
  if (has('array')) return usualTypes(document, itemOfShape(shape, 0), deep + 1);
  const isBinary = shape.nodes.some(({ value }) => {
    const { format, contentEncoding, contentMediaType } = (typeof value === 'object' ? (value ?? {}) : {}) as Record<string, unknown>;
    return format === 'binary' || contentEncoding !== undefined || contentMediaType !== undefined;
  });
  return [isBinary ? 'application/octet-stream' : 'text/plain'];
};

/** Is a part sent as octets, where nothing is said? */
export const isFile = (document: Document, schema: Schema): boolean => usualTypes(document, schema)[0] === 'application/octet-stream';

/** A text that is a file on one side and plain on the other: nothing else says of a part without `encoding` that it is sent otherwise. */
const isFileOnOneSide = (c: Comparison, old: Schema, next: Schema): boolean => {
  const usual = new Set([usualTypes(c.old, old), usualTypes(c.next, next)].map(([type]) => type));
  if (!usual.has('application/octet-stream') || !usual.has('text/plain')) return false;
  // Texts in base64 are called otherwise in 3.0 and in 3.1, and sent alike.
  return [old, next].every((schema) => !isInBase64(schema));
};

const isInBase64 = (schema: Schema, deep = 0): boolean => {
  const shape = shapeOf(schema);
  if (shape.atoms.has('array') && deep < 4) return isInBase64(itemOfShape(shape, 0), deep + 1);
  return shape.nodes.some(({ value }) => {
    const { format, contentEncoding } = (typeof value === 'object' ? (value ?? {}) : {}) as Record<string, unknown>;
    return format === 'byte' || contentEncoding !== undefined;
  });
};

const typesOf = (document: Document, encoding: Part | undefined, schema: Schema): string[] => {
  const said = encoding?.value['contentType'];
  return typeof said === 'string'
    ? said
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .sort()
    : usualTypes(document, schema);
};

/** What counts of an encoding; undefined where nothing does. */
const counting = (document: Document, media: string, part: Part | undefined): Part | undefined => {
  if (!part || part.elsewhere !== undefined) return part;
  const kept = Object.entries(part.value).filter(([keyword]) => countsIn(document, media, keyword));
  return kept.length > 0 ? { ...part, value: Object.fromEntries(kept) } : undefined;
};

/** Is it said how a field is written? */
const isStyled = (encoding: Part | undefined): boolean =>
  ['style', 'explode', 'allowReserved'].some((name) => encoding?.value[name] !== undefined);

/** By `style`, `explode` or `allowReserved` a field is written as a query parameter is; else it has a media type, in a form of fields if that is said. */
const writingOf = (encoding: Part | undefined, media: string, isJson: boolean): Writing | undefined => {
  const { style, explode, contentType } = encoding?.value ?? {};
  if (!isStyled(encoding)) {
    if (!media.startsWith('application/x-www-form-urlencoded')) return undefined;
    if (typeof contentType === 'string' || isJson) return undefined;
  }
  const written = typeof style === 'string' ? style : 'form';
  return { style: written, explode: typeof explode === 'boolean' ? explode : written === 'form' };
};

const ofEncoding: ReadonlySet<string> = new Set(['contentType', 'headers', 'style', 'explode', 'allowReserved', 'allowEmptyValue']);

/** Compares how the parts of a form are sent. */
export const compareEncodings = (
  c: Comparison,
  x: Part,
  y: Part,
  media: string,
  side: 'request' | 'response',
  site: Site,
  compareContent: CompareContent,
): void => {
  const [said, says] = [memberOf(c.old, x, 'encoding'), memberOf(c.next, y, 'encoding')];
  if (!isForm(media)) return;
  const [mine, theirs] = [namedParts(c.old, said), namedParts(c.next, says)];
  const shapes = { old: shapeOf(schemaOf(c, 'old', side, x)), new: shapeOf(schemaOf(c, 'new', side, y)) };
  for (const name of new Set([...mine.keys(), ...theirs.keys(), ...names(Object.fromEntries(shapes.old.names))])) {
    const isThere = (shape: Shape): boolean => shape.names.has(name) || shape.names.size === 0;
    // A part that one side does not know is told of by its schema.
    if (!isThere(shapes.old) || !isThere(shapes.new)) continue;
    const [e, f] = [counting(c.old, media, mine.get(name)), counting(c.next, media, theirs.get(name))];
    const schemas = { old: memberOfShape(shapes.old, name), new: memberOfShape(shapes.new, name) };
    comparePart(c, { name, media, x: e, y: f, schemas, at: { old: (e ?? x).pointer, new: (f ?? y).pointer }, compareContent }, side, site);
  }
};

interface FormPart {
  readonly name: string;
  readonly media: string;
  readonly x: Part | undefined;
  readonly y: Part | undefined;
  readonly schemas: { readonly old: Schema; readonly new: Schema };
  readonly at: { readonly old: string; readonly new: string };
  readonly compareContent: CompareContent;
}

const comparePart = (
  c: Comparison,
  { name, media, x, y, schemas, at, compareContent }: FormPart,
  side: 'request' | 'response',
  site: Site,
): void => {
  const inside = carriedBy(site, `, part ${name}`, site.spot?.carrier);
  if (c.elsewhere(x, y, inside.text)) return;
  const [a, b] = [x ?? { pointer: at.old, value: {} }, y ?? { pointer: at.new, value: {} }];
  c.leftovers(a, b, ofEncoding, inside.text, side);
  const [type, other] = [a.value['contentType'], b.value['contentType']];
  if ([type, other].some((one) => typeof one === 'object' && one !== null) && !c.isEqual(type, other, 'contentType')) {
    const what = '"contentType" must be a text (several media types stand in it between commas), so what of it differs is not compared';
    return c.undecided(what, inside.text, at, side);
  }
  compareEmptiness(c, a, b, side, inside, schemas);
  const isObject = (schema: Schema): boolean => shapeOf(schema).atoms.has('object') && shapeOf(schema).atoms.size <= 2;
  const writing = {
    old: writingOf(x, media, isObject(schemas.old) && objectsAreJson(c.old)),
    new: writingOf(y, media, isObject(schemas.new) && objectsAreJson(c.next)),
  };
  // A field of which nothing is said and that is no object is written as its text is.
  const isPlain = (part: Part | undefined, schema: Schema): boolean =>
    !isStyled(part) && part?.value['contentType'] === undefined && !isObject(schema);
  if (writing.old && writing.new) compareWriting(c, a, b, { old: writing.old, new: writing.new }, side, inside, schemas);
  else if ((x ?? y) && ((writing.old && !isPlain(x, schemas.old)) || (writing.new && !isPlain(y, schemas.new))))
    c.add({
      kind: 'serialisation',
      side,
      turn: 'changed',
      what: writing.new ? 'it is written like a query parameter now' : 'it was written like a query parameter and has a media type now',
      of: 'content',
      from: writing.old ? '' : 'media type',
      to: writing.new ? '' : 'media type',
      ...placed(inside),
      ...at,
      reached: 1,
    });
  else if ((x ?? y) || isFileOnOneSide(c, schemas.old, schemas.new))
    compareTypes(c, [typesOf(c.old, x, schemas.old), typesOf(c.next, y, schemas.new)], { name, at }, side, inside);
  if (!media.startsWith('multipart/')) return;
  // What stands around a part is not what the body carries.
  const { carrier: _carrier, ...call } = site.spot ?? {};
  compareHeaderMaps(
    c,
    a,
    b,
    side,
    { text: inside.text, ...(site.spot ? { spot: call as Spot } : {}) },
    () => undefined,
    (turn, header, required, where, places) =>
      side === 'request'
        ? c.add({
            kind: 'parameter',
            turn,
            name: header,
            in: 'part header',
            required,
            ...placed({ ...where, text: inside.text }),
            ...places,
            reached: 1,
          })
        : c.add({ kind: 'header', turn, name: header, required, ...placed({ ...where, text: inside.text }), ...places, reached: 1 }),
    compareContent,
  );
};

/** Compares the media types that a part may have. */
const compareTypes = (
  c: Comparison,
  [mine, theirs]: readonly [readonly string[], readonly string[]],
  { name, at }: Pick<FormPart, 'name' | 'at'>,
  side: 'request' | 'response',
  site: Site,
): void => {
  const gone = mine.some((type) => coveringMedia(type, theirs) === undefined);
  const come = theirs.some((type) => coveringMedia(type, mine) === undefined);
  if (!gone && !come) return;
  const turn = gone ? (come ? 'changed' : 'narrowed') : 'widened';
  c.add({ kind: 'part-type', side, turn, name, from: mine.join(', '), to: theirs.join(', '), ...placed(site), ...at, reached: 1 });
};
