import { notSchemas } from '../../document/names.ts';
import { isNoFlag } from './keywords.ts';
import { type Node, resolve } from './source.ts';
import { isUnknownFormat } from './unknown-formats.ts';

// What the engine passes over though it may mean something: formats that nobody knows, `required: true`, which draft-03 had and
// some write in OpenAPI 3.0, and a text (`yes`) for what is true or false. Two schemas that mean the same to the engine are not the
// same where these differ.

const known = new WeakMap<Node, string>();

/** What is so below a schema, with all that it refers to, and where; as one text. */
export const unaskedBelow = (node: Node): string => {
  let found = known.get(node);
  if (found === undefined) known.set(node, (found = collected(node)));
  return found;
};

const collected = (start: Node): string => {
  const marks: string[] = [];
  const first = new Map<object, string>();
  const again: [path: string, first: string][] = [];
  const visit = (value: unknown, from: Node, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const before = first.get(value);
    if (before !== undefined) {
      again.push([path, before]);
      return;
    }
    first.set(value, path);
    if (Array.isArray(value)) {
      // All of a list of `allOf` is said of the value itself.
      for (const [i, item] of value.entries())
        visit(item, from, path.endsWith('/allOf') ? path.slice(0, -'/allOf'.length) : `${path}/${i}`);
      return;
    }
    for (const [name, child] of Object.entries(value)) {
      if (name === 'format' && isUnknownFormat(child)) marks.push(`${path} ${child}`);
      else if (name === 'required' && child === true) marks.push(`${path} required`);
      else if (isNoFlag(name, child)) marks.push(`${path} ${name} ${String(child)}`);
      else if (name === '$ref' && typeof child === 'string') {
        const target = resolve(from, child);
        if (target) visit(target.value, target, path);
      } else if (!notSchemas.has(name)) visit(child, from, `${path}/${name}`);
    }
  };
  visit(start.value, start, '');
  if (marks.length === 0) return '';
  const isMarked = (path: string): boolean => marks.some((mark) => mark.startsWith(`${path} `) || mark.startsWith(`${path}/`));
  return [...marks, ...again.filter(([, one]) => isMarked(one)).map(([path, one]) => `${path} as ${one}`)].sort().join('\n');
};
