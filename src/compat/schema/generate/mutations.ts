import { below, segmentsOf, valueAt } from '../../pointer.ts';
import type { Follow } from './follow.ts';

// One keyword taken away at a time: a document that is valid then, and was not before, is invalid in this one respect.

/** Keywords that demand something by themselves. */
const demands: ReadonlySet<string> = new Set(
  `type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern format items prefixItems
  additionalItems contains maxContains minContains maxItems minItems uniqueItems properties patternProperties additionalProperties
  propertyNames maxProperties minProperties required dependencies dependentRequired dependentSchemas not then else oneOf anyOf
  unevaluatedItems unevaluatedProperties`.split(/\s+/),
);

const named: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']);
const holdsSchemas: ReadonlySet<string> = new Set([
  ...named,
  ...'items prefixItems additionalItems additionalProperties propertyNames unevaluatedItems unevaluatedProperties then else'.split(' '),
]);
const values: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples', 'required', 'dependentRequired', 'type']);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What is taken away: a keyword, or one name of a list of required ones. */
export interface Mutation {
  readonly keyword: string;
  /** Of the keyword, or of the name in its list. */
  readonly pointer: string;
}

/**
 * Everything that can be taken away from the schema at a pointer and from those of the document that it refers to, each once;
 * and the references that lead elsewhere.
 */
export const mutationsOf = (
  root: unknown,
  start: string,
  follow: Follow,
): { readonly found: readonly Mutation[]; readonly beyond: readonly string[] } => {
  const beyond: string[] = [];
  const found: Mutation[] = [];
  const seen = new Set<string>();
  const children = (value: unknown, at: string): void => {
    if (!isObject(value)) return;
    for (const name of Object.keys(value)) visit(below(at, name));
  };
  const visit = (at: string): void => {
    const schema = valueAt(root, at);
    if (seen.has(at) || !isObject(schema) || Array.isArray(schema)) return;
    seen.add(at);
    for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
      const reference = schema[keyword];
      if (typeof reference !== 'string') continue;
      const target = follow(at, reference);
      if (target === undefined) beyond.push(reference);
      else visit(target);
    }
    for (const [keyword, value] of Object.entries(schema)) {
      const pointer = below(at, keyword);
      // What members and items must be is gone through one by one below; taken away as a whole, it would break in many respects.
      if (keyword === 'required' && Array.isArray(value)) for (const i of value.keys()) found.push({ keyword, pointer: below(pointer, i) });
      else if (demands.has(keyword) && !(holdsSchemas.has(keyword) && isObject(value))) found.push({ keyword, pointer });
      if (values.has(keyword)) continue;
      if (named.has(keyword) || Array.isArray(value)) {
        if (!keyword.startsWith('$defs') && keyword !== 'definitions') children(value, pointer);
      } else visit(pointer);
    }
  };
  visit(start);
  return { found, beyond };
};

/** The document without what a pointer leads to; everything beside the way there is shared. */
export const without = (root: unknown, pointer: string): unknown => {
  const [name, ...rest] = segmentsOf(pointer);
  if (name === undefined || !isObject(root)) return root;
  const further = below('', ...rest);
  if (Array.isArray(root))
    return rest.length === 0
      ? root.toSpliced(Number(name), 1)
      : root.map((item: unknown, i) => (String(i) === name ? without(item, further) : item));
  return Object.fromEntries(
    Object.entries(root).flatMap(([key, value]) =>
      key !== name ? [[key, value]] : rest.length === 0 ? [] : [[key, without(value, further)]],
    ),
  );
};
