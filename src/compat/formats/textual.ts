import { leafReadings, leafText } from '../exchange/wire/leaf.ts';
import { accepts } from '../schema/interpret/interpret.ts';
import { type Place, SchemaError } from '../schema/read/place.ts';
import { Undecided } from '../schema/undecided.ts';
import type { Value } from '../schema/value.ts';
import type { Containment } from '../fact.ts';
import type { Written } from '../site.ts';
import { othersOf, unknownFormats } from './aspects.ts';
import { type Answers, contained, fails } from './directions.ts';
import type { Questions } from './schemas/questions.ts';
import { annotations, type Atom } from './schemas/keywords.ts';
import type { Shape } from './schemas/shape.ts';
import type { Schema } from './schemas/source.ts';

// A query, a header, a field of a form carry texts, and a text has no type: whoever takes texts takes a number, and `1`
// is both. What a receiver takes is what it takes in any reading of the text.

type Asked = Pick<Questions, 'contains' | 'find' | 'placeOf'>;

const single = { type: ['string', 'number', 'boolean'] };
const kinds = ['string', 'number', 'boolean'] as const;

/** Texts that spell numbers, and the numbers that they spell. */
const digits = (count: number): readonly [pattern: string, numbers: object] => [
  `^[1-9][0-9]{${count - 1}}$`,
  { type: 'integer', minimum: 10 ** (count - 1), maximum: 10 ** count - 1 },
];
const spelt: readonly (readonly [pattern: string, numbers: object])[] = [
  ['^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$', { type: 'number' }],
  ['^(0|[1-9][0-9]*)$', { type: 'integer', minimum: 0 }],
  ['^-[1-9][0-9]*$', { type: 'integer', maximum: -1 }],
  ['^[1-9][0-9]*$', { type: 'integer', minimum: 1 }],
  ['^0$', { const: 0 }],
  ...Array.from({ length: 9 }, (_, i) => digits(i + 1)),
];

const isTaken = (place: Place | undefined, value: Value): boolean | undefined => {
  if (!place) return undefined;
  try {
    return accepts(place, value, { formatAssertion: true });
  } catch (error) {
    if (error instanceof Undecided || error instanceof SchemaError || error instanceof RangeError) return undefined;
    throw error;
  }
};

const listed = (schema: Schema): Value[] =>
  schema.flatMap(({ value }) => {
    const { enum: several, const: one } = (typeof value === 'object' ? (value ?? {}) : {}) as Record<string, unknown>;
    return [...(Array.isArray(several) ? (several as Value[]) : []), ...(one === undefined ? [] : [one as Value])];
  });

/** Values that a receiver takes in another reading, as schemas of 2020-12. */
const alsoTaken = ({ find }: Asked, sent: Schema, receiver: Schema, place: Place | undefined): object[] => {
  const takesAll = (values: object): boolean => find({ sent: [], refused: receiver, besides: [values] }).kind === 'none';
  const isSent = (type: string): boolean => find({ sent, besides: [{ type }] }).kind !== 'none';
  const found: object[] = [];
  const [texts, numbers] = [isSent('string'), isSent('number')];
  for (const [pattern, values] of spelt) {
    const written = { type: 'string', pattern };
    if (numbers && takesAll(written)) found.push(values);
    if (texts && takesAll(values)) found.push(written);
  }
  for (const value of [true, false, ...listed(sent), ...listed(receiver)]) {
    const text = leafText(value);
    if (text === undefined) continue;
    const readings = leafReadings(text);
    if (readings.some((one) => isTaken(place, one) === true)) found.push({ enum: readings });
  }
  return found;
};

const unclear: Containment = {
  kind: 'unknown',
  reason: 'the values are texts on the wire, and not every text of them is known to be taken',
};

/** Is every text that a sender writes one that the receiver takes in some reading? */
const taken = (asked: Asked, sent: Schema, receiver: Schema, { lacks }: Written): Containment => {
  const place = asked.placeOf(receiver);
  const also = alsoTaken(asked, sent, receiver, place);
  const besides = [single, ...(lacks ? [{ not: { enum: lacks } }] : []), ...(also.length > 0 ? [{ not: { anyOf: also } }] : [])];
  let last: Containment = unclear;
  // Numbers of many digits and texts that spell nothing are read in one way alone.
  for (const more of [
    {},
    { type: 'string', pattern: '^[^-+0-9tf]*$' },
    { type: 'number', minimum: 1e9 },
    { type: 'number', maximum: -1 },
  ]) {
    const answer = asked.find({ sent, refused: receiver, besides: [...besides, more] });
    if (answer.kind === 'none' && Object.keys(more).length === 0) return contained;
    if (answer.kind === 'unknown') last = answer;
    if (answer.kind !== 'value') continue;
    const text = leafText(answer.value);
    if (
      text !== undefined &&
      isTaken(asked.placeOf(sent), answer.value) === true &&
      leafReadings(text).every((one) => isTaken(place, one) === false)
    )
      return { kind: 'not-contained', witness: answer.value, confirmedBy: 'exact interpreter' };
  }
  return last;
};

/** Which kinds of single values there are; undefined where lists and objects are meant too. */
const kindsOf = ({ find }: Asked, { nodes, atoms, unions }: Shape): string | undefined => {
  // Of what has no type at all one text is as good as another.
  const isOpen = atoms.size === 7 && unions.length === 0;
  if (!isOpen && find({ sent: nodes, besides: [{ type: ['array', 'object'] }] }).kind !== 'none') return undefined;
  return kinds.filter((type) => find({ sent: nodes, besides: [{ type }] }).kind !== 'none').join();
};

const keywordsIn = ({ nodes }: Shape): [string, unknown][] =>
  nodes.flatMap(({ value }) => (typeof value === 'object' && value !== null ? Object.entries(value) : value === true ? [] : [['not', {}]]));

/** Does it say that it is no text? In OpenAPI 3.0 by `format: binary`, in 3.1 by `contentMediaType`, or by nothing. */
const isBinary = (shape: Shape): boolean =>
  keywordsIn(shape).some(([keyword, value]) => (keyword === 'format' && value === 'binary') || keyword === 'contentMediaType');

/** Does a schema say nothing of what octets there are? */
const isOpaque = (shape: Shape): boolean =>
  keywordsIn(shape).every(
    ([keyword, value]) =>
      keyword === '$ref' ||
      keyword === 'allOf' ||
      keyword.startsWith('x-') ||
      (keyword === 'type' && value === 'string') ||
      (keyword === 'format' && value === 'binary') ||
      (keyword !== 'contentEncoding' && annotations.has(keyword)),
  );

/** Values of which it shows that they are several. */
const telling = [
  {},
  { type: 'array', minItems: 2, items: { type: ['number', 'boolean', 'string'], pattern: '^[A-Za-z]+$' } },
  { type: 'object', minProperties: 2 },
  { type: 'string', pattern: '^[A-Za-z]*[A-Za-df-su-z]$' },
];

/** Is every value that a sender writes read as one that the receiver takes, be it as one of another structure? */
const readAs = (
  { find, placeOf }: Asked,
  sent: Schema,
  receiver: Schema,
  sender: 'old' | 'new',
  { lacks = [], reads }: Written,
): Containment => {
  const place = placeOf(receiver);
  for (const more of telling) {
    const answer = find({ sent, refused: receiver, besides: [{ not: { enum: lacks } }, more] });
    if (answer.kind === 'none' && more === telling[0]) return contained;
    if (answer.kind !== 'value' || isTaken(placeOf(sent), answer.value) !== true) continue;
    if (reads?.(answer.value, sender)?.every((one) => isTaken(place, one as Value) === false))
      return { kind: 'not-contained', witness: answer.value, confirmedBy: 'exact interpreter' };
  }
  return { kind: 'unknown', reason: 'what is written is a text, which may be read as a value that the other side takes' };
};

const structureOf = ({ atoms }: Shape): string => ['array', 'object'].map((atom) => atoms.has(atom as Atom)).join();

/** The answers where one side takes lists or objects and the other does not; undefined where both are of one structure. */
const structureAnswers = (asked: Asked, a: Shape, b: Shape, written: Written): Answers | undefined => {
  if (!written.reads || structureOf(a) === structureOf(b)) return undefined;
  return { oldInNew: readAs(asked, a.nodes, b.nodes, 'old', written), newInOld: readAs(asked, b.nodes, a.nodes, 'new', written) };
};

/** The answers for two schemas of single values of other types, written as texts; undefined where the types decide nothing. */
export const textAnswers = (asked: Asked, a: Shape, b: Shape, written: Written): Answers | undefined => {
  if ((isBinary(a) || isBinary(b)) && isOpaque(a) && isOpaque(b)) return { oldInNew: contained, newInOld: contained };
  if (written.as === 'octets') return undefined;
  if (a.nodes.length === 0 && b.nodes.length === 0) return undefined;
  if (unknownFormats(a) !== unknownFormats(b) || othersOf(a, b).some(([, x, y]) => x !== y)) return undefined;
  const [mine, theirs] = [kindsOf(asked, a), kindsOf(asked, b)];
  if (mine === undefined || theirs === undefined) return structureAnswers(asked, a, b, written);
  if (mine === '' || theirs === '' || (mine === theirs && !mine.includes(','))) return undefined;
  const answers = { oldInNew: taken(asked, a.nodes, b.nodes, written), newInOld: taken(asked, b.nodes, a.nodes, written) };
  // Of the same types it is better said what else differs.
  return mine === theirs && fails(answers.oldInNew) && fails(answers.newInOld) ? undefined : answers;
};

/** As `contains`, of values that are written so that some are not: there is no empty list where each item stands by itself. */
export const containsWritten =
  ({ contains, find, placeOf }: Asked) =>
  (lacks: readonly unknown[]): Questions['contains'] =>
  (a, b) => {
    const answer = contains(a, b);
    if (answer.kind !== 'not-contained' || !lacks.some((value) => JSON.stringify(value) === JSON.stringify(answer.witness))) return answer;
    const other = find({ sent: a, refused: b, besides: [{ not: { enum: lacks } }] });
    if (other.kind === 'none') return contained;
    if (other.kind === 'unknown') return other;
    return isTaken(placeOf(a), other.value) === true && isTaken(placeOf(b), other.value) === false
      ? { kind: 'not-contained', witness: other.value, confirmedBy: 'exact interpreter' }
      : { kind: 'unknown', reason: 'the value that shows it is not confirmed', unconfirmed: { value: other.value } };
  };
