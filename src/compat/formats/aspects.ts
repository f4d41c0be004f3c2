import { canonicalJson } from '../../core/hash.ts';
import type { Aspect } from '../fact.ts';
import { keywordsOf } from './schemas/keywords.ts';
import type { Shape } from './schemas/shape.ts';
import type { Node } from './schemas/source.ts';
import { isUnknownFormat } from './schemas/unknown-formats.ts';

// What of a schema is asked about together, and where it stands.

/** The keywords of each aspect, in every dialect. */
export const keywordsOfAspect: Readonly<Record<Aspect, readonly string[]>> = {
  type: ['type', 'nullable'],
  nullable: [],
  enum: ['enum', 'const'],
  bounds: [
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
  ],
  pattern: ['pattern'],
  format: ['format'],
  members: ['propertyNames', 'contains', 'minContains', 'maxContains', 'dependencies', 'dependentRequired', 'dependentSchemas'],
  alternatives: ['anyOf', 'oneOf'],
  conditions: ['not', 'if', 'then', 'else'],
};
/** Keywords that mean nothing by themselves: they are asked with all that stands beside them. */
export const unevaluated = ['unevaluatedItems', 'unevaluatedProperties'] as const;
/** References that are not followed: out of the document, to an anchor, or by a dynamic scope. */
export const leadsElsewhere: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

export const has = (node: Node, keyword: string): boolean =>
  typeof node.value === 'object' && node.value !== null && Object.hasOwn(node.value, keyword);
export const isReference = (node: Node): boolean => has(node, '$ref');
const text = (node: Node, keyword: string): string | undefined => {
  const value: unknown = has(node, keyword) ? (node.value as Record<string, unknown>)[keyword] : undefined;
  return value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
};
/** Of a branch: what it refers to, be it beside the name that a discriminator gives it. */
export const referenceOf = (node: Node): string | undefined => {
  const { allOf } = keywordsOf(node);
  const [first] = allOf;
  return text(node, '$ref') ?? (first && allOf.length === 1 ? text(first, '$ref') : undefined);
};
export const titleOf = (node: Node): string | undefined => text(node, 'title');
export const typeOf = (node: Node): string | undefined => text(node, 'type') ?? (isReference(node) ? 'reference' : undefined);

/** Formats that are asserted by nobody, as one text: what people make up. */
export const unknownFormats = (shape: Pick<Shape, 'nodes'>): string =>
  [...new Set(shape.nodes.flatMap((node) => text(node, 'format') ?? []))].filter(isUnknownFormat).sort().join();

/** The types differ by null alone. */
export const onlyNull = (a: Shape, b: Shape): boolean => {
  const difference = [...a.atoms].filter((atom) => !b.atoms.has(atom)).concat([...b.atoms].filter((atom) => !a.atoms.has(atom)));
  return difference.length > 0 && difference.every((atom) => atom === 'null');
};

interface Said {
  readonly pointer: string;
  readonly text: string;
}

/** Where the keywords of an aspect stand, each part's first. */
const saidIn = (shape: Shape, keywords: readonly string[]): Said[] =>
  shape.nodes.flatMap((node): Said[] => {
    const first = keywords.find((keyword) => has(node, keyword));
    if (first === undefined) return [];
    return [
      { pointer: `${node.pointer}/${first}`, text: canonicalJson(keywords.map((keyword) => (node.value as Keywords)[keyword] ?? null)) },
    ];
  });
type Keywords = Readonly<Record<string, unknown>>;

/** Keywords whose values are no schemas and need no automaton. */
const plain: ReadonlySet<string> = new Set((['type', 'enum', 'bounds', 'format'] as const).flatMap((aspect) => keywordsOfAspect[aspect]));

/** Do both sides say the same with some plain keywords, in one dialect? Then each implies what the other says, for it says so itself. */
export const isSaidAlike = (a: Shape, b: Shape, keywords: readonly string[]): boolean => {
  const [dialect, ...others] = new Set([...a.nodes, ...b.nodes].map(({ source }) => source.dialect));
  if (dialect === undefined || others.length > 0 || !keywords.every((keyword) => plain.has(keyword))) return false;
  const [mine, theirs] = [a, b].map((shape) => new Set(saidIn(shape, keywords).map((said) => said.text)));
  return mine !== undefined && theirs !== undefined && mine.size === theirs.size && [...mine].every((said) => theirs.has(said));
};

/**
 * Where a keyword of an aspect stands on each side; where a side has none, the schema itself. Of several parts that say something the one that
 * the other side has not, whatever their order.
 */
export const keywordPlace = (a: Shape, b: Shape, keywords: readonly string[]): { old?: string; new?: string } => {
  const [mine, theirs] = [saidIn(a, keywords), saidIn(b, keywords)];
  const find = (all: readonly Said[], others: readonly Said[]): string | undefined => {
    if (all.length < 2) return all[0]?.pointer;
    const changed = all.filter(({ text }) => !others.some((other) => other.text === text));
    return (changed.length > 0 ? changed : all).reduce((best, one) => (one.text < best.text ? one : best)).pointer;
  };
  const [old, next] = [find(mine, theirs), find(theirs, mine)];
  return { ...(old === undefined ? {} : { old }), ...(next === undefined ? {} : { new: next }) };
};

/** What a schema says by a keyword; one that is no object says nothing. */
const said = (schema: unknown, keyword: string): unknown =>
  typeof schema === 'object' && schema !== null && Object.hasOwn(schema, keyword) ? (schema as Keywords)[keyword] : undefined;

/** Keywords that are not understood, by name, with their text on both sides. */
export const othersOf = (a: Pick<Shape, 'nodes'>, b: Pick<Shape, 'nodes'>): [string, string, string][] => {
  const list = ({ nodes }: Pick<Shape, 'nodes'>, keyword: string): string =>
    nodes
      .flatMap((node) => {
        const { others, ref } = keywordsOf(node);
        // What one dialect understands the other may mean.
        const value = others.get(keyword) ?? (keyword === '$ref' || ref ? undefined : said(node.value, keyword));
        return value === undefined ? [] : [canonicalJson(value)];
      })
      .sort()
      .join();
  // Of `nullable` in 3.0 it is said elsewhere (nullable.ts).
  const namesOf = (node: Node): string[] =>
    [...keywordsOf(node).others.keys()].filter((keyword) => keyword !== 'nullable' || node.source.dialect !== 'openapi-3.0');
  const names = new Set([...a.nodes, ...b.nodes].flatMap(namesOf));
  return [...names].map((keyword) => [keyword, list(a, keyword), list(b, keyword)]);
};

/** Does a writer send members that its schema does not name? One that names none, or says what others look like. */
export const sendsOthers = (shape: Shape): boolean =>
  (shape.names.size === 0 && !shape.hidden) ||
  shape.patternNames.size > 0 ||
  shape.rest.some(({ value }) => value !== true && !isEmptyObject(value));
const isEmptyObject = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
