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

const verbatim: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);

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
  const out: Record<string, unknown> = {};
  const put = (keyword: string, value: unknown): void => {
    Object.defineProperty(out, keyword, { value, enumerable: true, writable: true, configurable: true });
  };
  for (const [keyword, value] of Object.entries(schema)) {
    let next = verbatim.has(keyword) ? value : asGenerated(value, depth + 1);
    if ((keyword === 'anyOf' || keyword === 'oneOf') && Array.isArray(next)) {
      const branches = next as unknown[];
      const closed = branches.map((branch, i) =>
        isCatchAll(
          branch,
          branches.filter((_, j) => j !== i),
        )
          ? false
          : branch,
      );
      if (closed.some((branch, i) => branch !== branches[i])) next = closed;
    }
    changed ||= next !== value;
    put(keyword, next);
  }
  const extensible = schema['x-extensible-enum'];
  if (Array.isArray(extensible) && !Object.hasOwn(schema, 'enum')) {
    put('enum', extensible);
    changed = true;
  }
  return changed ? out : schema;
};
