import type { Turn } from '../../fact.ts';
import { readings, writingOf as styleOf, written } from '../../exchange/wire/parameter.ts';
import type { Value } from '../../schema/value.ts';
import { type Site, unwritten, type Written } from '../../site.ts';
import type { Mask } from '../directions.ts';
import { itemOfShape, type Shape, shapeOf } from '../schemas/shape.ts';
import type { Questions } from '../schemas/questions.ts';
import type { Schema } from '../schemas/source.ts';
import { placed } from '../standing.ts';
import { textAnswers } from '../textual.ts';
import type { Comparison } from './comparison.ts';
import { memberOf, type Part, partsOf, wordOf } from './part.ts';
import { syntaxOf } from './media.ts';
import { isDefinedIn } from './styles.ts';
import { kindsOf, wordsOf, type Writing, writtenOtherwise } from './wire.ts';

// How a value is written on the wire is judged by what stands there, not by what the documents say of it.

const named: ReadonlySet<unknown> = new Set(['query', 'cookie']);

/** `style` and `explode` with their defaults written out. */
const writingOf = ({ value }: Part): Writing => {
  const style = typeof value['style'] === 'string' ? value['style'] : named.has(value['in']) ? 'form' : 'simple';
  return { style, explode: typeof value['explode'] === 'boolean' ? value['explode'] : style === 'form' };
};

/** What is written of a part, by side: the schema of its value. */
export const schemaOf = (c: Comparison, which: 'old' | 'new', side: 'request' | 'response', part: Part): Schema =>
  Object.hasOwn(part.value, 'schema') ? [c.asked[side][which].at(`${part.pointer}/schema`)] : [];

const common = (a: Shape, b: Shape): Set<Shape['atoms'] extends ReadonlySet<infer T> ? T : never> =>
  new Set([...a.atoms].filter((atom) => b.atoms.has(atom)));

/** The media type of a value that is written as a document in itself (`content`). */
const documentOf = (c: Comparison, which: 'old' | 'new', part: Part): { name: string; part: Part } | undefined => {
  const document = which === 'old' ? c.old : c.next;
  const [first] = partsOf(document, memberOf(document, part, 'content'));
  return first ? { name: first[0], part: first[1] } : undefined;
};

const isWritten = ({ value }: Part): boolean => Object.hasOwn(value, 'content');

/** A number and a truth value are written in JSON as they are written without it. */
const alikeInJson = ({ atoms }: Shape): boolean =>
  atoms.size > 0 && [...atoms].every((atom) => atom === 'integer' || atom === 'fraction' || atom === 'boolean');

/** Where a value is written by a style on one side and as a document on the other: are they compared all the same? */
const acrossContent = (c: Comparison, x: Part, y: Part, side: 'request' | 'response', site: Site): void => {
  const [a, b] = [documentOf(c, 'old', x)?.part ?? x, documentOf(c, 'new', y)?.part ?? y];
  const media = documentOf(c, 'old', x)?.name ?? documentOf(c, 'new', y)?.name ?? '';
  const shapes = [shapeOf(schemaOf(c, 'old', side, a)), shapeOf(schemaOf(c, 'new', side, b))];
  if (syntaxOf(media) === 'json' && shapes.every(alikeInJson)) return c.schemas[side](a, b, site);
  const what = isWritten(x) ? `it was written as ${media} and is not now` : `it is written as ${media} now`;
  const [from, to] = [x, y].map((part) => (isWritten(part) ? media : ''));
  c.add({
    kind: 'serialisation',
    side,
    turn: 'changed',
    what,
    of: 'content',
    from: from ?? '',
    to: to ?? '',
    ...placed(site),
    old: x.pointer,
    new: y.pointer,
    reached: 1,
  });
};

/** Is a parameter written as its members alone, so that nobody on the wire knows its name? */
export const isNameless = (c: Comparison, which: 'old' | 'new', part: Part): boolean => {
  const { style, explode } = writingOf(part);
  const { atoms } = shapeOf(schemaOf(c, which, 'request', part));
  return !isWritten(part) && style === 'form' && explode && [...kindsOf(atoms)].join() === 'an object';
};

/** Does the name of a parameter stand in the path (`;id=5`)? The members of an exploded object stand there alone. */
export const isNamedInPath = (c: Comparison, which: 'old' | 'new', part: Part): boolean => {
  const { style, explode } = writingOf(part);
  const kinds = kindsOf(shapeOf(schemaOf(c, which, 'request', part)).atoms);
  return !isWritten(part) && style === 'matrix' && !(explode && [...kinds].join() === 'an object');
};

/** How each side reads what the other writes. */
const readsOf = (x: Part, y: Part): NonNullable<Written['reads']> => {
  const [old, next] = [x, y].map(({ value }) => styleOf({ in: 'header', name: 'n', ...value }));
  return (value, sender) => {
    if (!old || !next) return undefined;
    const pieces = written(sender === 'old' ? old : next, value as Value);
    return pieces && readings(sender === 'old' ? next : old, pieces);
  };
};

/** Compares what both sides write of a value: first how, then what. */
export const compareWritten = (c: Comparison, x: Part, y: Part, side: 'request' | 'response', site: Site): void => {
  if (isWritten(x) !== isWritten(y)) return acrossContent(c, x, y, side, site);
  if (isWritten(x)) return;
  compareWriting(c, x, y, { old: writingOf(x), new: writingOf(y) }, side, site);
  const lacks = y.value['in'] === 'path' ? [...unwritten, ''] : unwritten;
  c.schemas[side](x, y, { ...site, written: { as: 'text', lacks, reads: readsOf(x, y) } }, listMask(c, x, y, side));
};

/** A text in which a character stands that delimits. */
const reservedText = { type: 'string', pattern: "[:/?#\\[\\]@!$&'()*+,;=]" };

/** Can a value hold reserved characters? Numbers and truth values have none. */
const hasReserved = (questions: Questions, schema: Schema, deep = 0): boolean => {
  const holds = (besides: object): boolean => questions.find({ sent: schema, besides: [besides], isAny: true }).kind !== 'none';
  if (deep > 2 || holds({ type: 'object' }) || holds(reservedText)) return true;
  const items = itemOfShape(shapeOf(schema), 0);
  return holds({ type: 'array' }) && (items.length === 0 || hasReserved(questions, items, deep + 1));
};

/** Compares how a value is written, where both sides write it by a style. */
export const compareWriting = (
  c: Comparison,
  x: Part,
  y: Part,
  writing: { readonly old: Writing; readonly new: Writing },
  side: 'request' | 'response',
  site: Site,
  schemas = { old: schemaOf(c, 'old', side, x), new: schemaOf(c, 'new', side, y) },
): void => {
  const add = (turn: Turn, of: 'style' | 'reserved', [from, to]: readonly [string, string], what: string): void =>
    c.add({ kind: 'serialisation', side, turn, what, of, from, to, ...placed(site), old: x.pointer, new: y.pointer, reached: 1 });
  const atoms = common(shapeOf(schemas.old), shapeOf(schemas.new));
  const inCookies = [writing.old, writing.new].filter(({ style }) => style === 'cookie');
  if (inCookies.length === 1 && ['string', 'array', 'object'].some((atom) => atoms.has(atom as 'string')))
    return c.undecided('style "cookie" leaves as it stands what style "form" encodes', site.text, { old: x.pointer, new: y.pointer }, side);
  const kind = writtenOtherwise(kindsOf(atoms), writing.old, writing.new);
  const undefinedHere = [
    { document: c.old, style: writing.old.style, place: x.value['in'] },
    { document: c.next, style: writing.new.style, place: y.value['in'] },
  ].find(({ document, style, place }) => !isDefinedIn(document, style, place));
  if (undefinedHere && (kind || writing.old.style !== writing.new.style)) {
    const what = `the style ${JSON.stringify(undefinedHere.style)} is not defined in ${wordOf(undefinedHere.place)}, so how a value is written there is not known`;
    return c.undecided(what, site.text, { old: x.pointer, new: y.pointer }, side);
  }
  const said = ({ style, explode }: Writing): string => `${style} ${explode}`;
  if (kind)
    add(
      'changed',
      'style',
      [said(writing.old), said(writing.new)],
      `${kind} is written otherwise: ${wordsOf(writing.old)}, then ${wordsOf(writing.new)}`,
    );
  const reserved = [x, y].map(({ value }) => value['allowReserved'] === true);
  if (reserved[0] !== reserved[1] && [schemas.old, schemas.new].every((schema) => hasReserved(c.asked[side].questions, schema)))
    add(
      reserved[1] ? 'widened' : 'narrowed',
      'reserved',
      [String(reserved[0]), String(reserved[1])],
      `reserved characters ${reserved[1] ? 'may' : 'must not'} stand there as they are`,
    );
  if (x.value['in'] === 'query' && y.value['in'] === 'query') compareEmptiness(c, x, y, side, site, schemas);
};

/** Compares whether a value may be empty, where that is said of it: in a query, and, in Swagger 2.0, in a form. */
export const compareEmptiness = (
  c: Comparison,
  x: Part,
  y: Part,
  side: 'request' | 'response',
  site: Site,
  schemas: { readonly old: Schema; readonly new: Schema },
): void => {
  const [was, is] = [x, y].map(({ value }) => value['allowEmptyValue'] === true);
  // What takes every text takes none at all.
  if (was === is || [schemas.old, schemas.new].every((schema) => takesNothing(shapeOf(schema)))) return;
  const what = `the value ${is ? 'may' : 'must not'} be empty`;
  c.add({
    kind: 'serialisation',
    side,
    turn: is ? 'widened' : 'narrowed',
    what,
    of: 'empty',
    from: String(was),
    to: String(is),
    ...placed(site),
    old: x.pointer,
    new: y.pointer,
    reached: 1,
  });
};

const limits: ReadonlySet<string> = new Set(['enum', 'const', 'pattern', 'format', 'maxLength', 'not', 'if', 'anyOf', 'oneOf']);

/** Is every text of a number or a truth value valid? Texts have no types on the wire. */
export const takesAnyText = ({ nodes, atoms }: Shape): boolean =>
  atoms.has('string') &&
  nodes.every(({ value }) => {
    if (typeof value !== 'object' || value === null) return value === true;
    const minLength: unknown = (value as Record<string, unknown>)['minLength'];
    return !Object.keys(value).some((keyword) => limits.has(keyword)) && (typeof minLength !== 'number' || minLength <= 1);
  });

const takesNothing = (shape: Shape): boolean =>
  takesAnyText(shape) &&
  shape.nodes.every(({ value }) => typeof value !== 'object' || value === null || !Object.hasOwn(value, 'minLength'));

const isText = ({ atoms }: Shape): boolean => [...atoms].every((atom) => atom !== 'array' && atom !== 'object');

/** Is a list of this style what stands between commas or blanks, of which the text of a number has none? */
const delimits = (part: Part, { atoms }: Shape): boolean =>
  ['form', 'simple', 'spaceDelimited', 'pipeDelimited'].includes(writingOf(part).style) && !atoms.has('string');

/** A list of which one item is written as a single value is: each stands by itself (`q=a&q=b`), or nothing in it delimits (`q=1,2`). */
const repeated = (part: Part, one: Shape, { atoms, mostItems, nodes }: Shape): boolean =>
  (named.has(part.value['in']) && writingOf(part).explode ? writingOf(part).style !== 'deepObject' : delimits(part, one)) &&
  atoms.size === 1 &&
  atoms.has('array') &&
  mostItems > 0 &&
  nodes.every(({ value }) => !(Number((value as Record<string, unknown> | null)?.['minItems'] ?? 0) > 1));

/** In which directions a single value and a list count: a list of which each item stands by itself takes a single value. */
const listMask = (c: Comparison, x: Part, y: Part, side: 'request' | 'response'): Mask | undefined => {
  const [old, next] = [schemaOf(c, 'old', side, x), schemaOf(c, 'new', side, y)];
  const [a, b] = [shapeOf(old), shapeOf(next)];
  if (old.length === 0 || next.length === 0) return undefined;
  const { questions } = c.asked[side];
  const holds = (one: Shape, list: Shape): boolean => {
    const item = shapeOf(itemOfShape(list, 0));
    return (textAnswers(questions, one, item, { as: 'text' })?.oldInNew ?? questions.contains(one.nodes, item.nodes)).kind === 'contained';
  };
  if (isText(a) && a.atoms.size > 0 && repeated(y, a, b) && holds(a, b)) return { oldInNew: false, newInOld: true };
  if (isText(b) && b.atoms.size > 0 && repeated(x, b, a) && holds(b, a)) return { oldInNew: true, newInOld: false };
  return undefined;
};
