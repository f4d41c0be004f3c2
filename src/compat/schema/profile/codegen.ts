import { Exact } from '../value.ts';

// The profile `codegen`, of the reader's side: a generated client knows the values and the branches that its schema
// lists, and fails on others, even where the schema leaves the list open: an enum beside a branch for any string, or
// an `x-extensible-enum`. The open branches are closed before anything else looks at the schema.

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Exact);

const silent: ReadonlySet<string> = new Set([
  'type',
  'title',
  'description',
  'example',
  'examples',
  'default',
  'format',
  'nullable',
  'deprecated',
]);
const says = (branch: unknown): boolean =>
  branch === false || (isRecord(branch) && Object.keys(branch).some((keyword) => !silent.has(keyword) && !keyword.startsWith('x-')));
const typeNames = (branch: unknown): readonly unknown[] =>
  isRecord(branch) && branch['type'] !== undefined ? [branch['type']].flat() : [];

/** Does a branch accept whatever is of its type, beside another that lists values or members of that type? */
const isCatchAll = (branch: unknown, others: readonly unknown[]): boolean => {
  if (says(branch)) return false;
  const mine = typeNames(branch);
  return others.some((other) => {
    if (!says(other)) return false;
    const theirs = typeNames(other);
    if (mine.length === 0 || theirs.some((type) => mine.includes(type))) return true;
    const listed = isRecord(other) ? (Array.isArray(other['enum']) ? other['enum'] : 'const' in other ? [other['const']] : []) : [];
    return listed.some((value) => mine.includes(typeof value));
  });
};

/** Values; and schemas that accept more when what is inside them accepts less. */
const verbatim: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples', 'not', 'if', 'contains', 'oneOf']);

/** The branches that a client knows; an open one beside them is none. */
const known = (branches: readonly unknown[]): readonly unknown[] => {
  const closed = branches.map((branch, i) => {
    const others = branches.filter((_, j) => j !== i);
    return isCatchAll(branch, others) ? false : branch;
  });
  return closed.some((branch, i) => branch !== branches[i]) ? closed : branches;
};

/** The schema as a generated client understands it. What does not change is the same object. */
export const asGenerated = (schema: unknown, depth = 0): unknown => {
  // Deeper than any schema that people or tools write; what is below stays as it is written.
  if (depth > 500) return schema;
  if (Array.isArray(schema)) {
    const items = schema.map((item) => asGenerated(item, depth + 1));
    return items.some((item, i) => item !== schema[i]) ? items : schema;
  }
  if (!isRecord(schema)) return schema;
  let changed = false;
  const demanded: unknown[] = [];
  const out: Record<string, unknown> = {};
  const put = (keyword: string, value: unknown): void => {
    Object.defineProperty(out, keyword, { value, enumerable: true, writable: true, configurable: true });
  };
  for (const [keyword, value] of Object.entries(schema)) {
    let next = verbatim.has(keyword) ? value : asGenerated(value, depth + 1);
    if (keyword === 'anyOf' && Array.isArray(next)) next = known(next as unknown[]);
    if (keyword === 'oneOf' && Array.isArray(value)) {
      // With a branch less, exactly one might hold where two did: what the client knows is demanded beside it.
      const branches = known(value.map((branch) => asGenerated(branch, depth + 1)));
      if (branches.some((branch, i) => branch !== value[i])) demanded.push({ anyOf: branches });
    }
    changed ||= next !== value;
    put(keyword, next);
  }
  if (demanded.length > 0) {
    put('allOf', [...(Array.isArray(out['allOf']) ? (out['allOf'] as unknown[]) : []), ...demanded]);
    changed = true;
  }
  const extensible = schema['x-extensible-enum'];
  if (Array.isArray(extensible) && !Object.hasOwn(schema, 'enum')) {
    put('enum', extensible);
    changed = true;
  }
  return changed ? out : schema;
};
