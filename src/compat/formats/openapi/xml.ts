import { canonicalJson } from '../../../core/hash.ts';
import { segmentsOf } from '../../pointer.ts';
import type { Site } from '../../site.ts';
import { localPointer } from '../schemas/local.ts';
import { type Node, resolve, type Schema } from '../schemas/source.ts';
import type { Comparison } from './comparison.ts';
import { isRecord } from './part.ts';

/** How the members below a schema are written in XML, by their way from it: names, attributes, wrappers. Circles end where they close. */
const writtenIn = (schema: Schema): ReadonlySet<string> => {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (value: unknown, from: Node, path: string): void => {
    if (!isRecord(value) || seen.has(value)) return;
    seen.add(value);
    const target = typeof value['$ref'] === 'string' ? resolve(from, value['$ref']) : undefined;
    if (target) visit(target.value, target, path);
    if (isRecord(value['xml'])) found.add(`${path} ${canonicalJson(value['xml'])}`);
    if (isRecord(value['properties']))
      for (const [name, child] of Object.entries(value['properties'])) visit(child, from, `${path}/${name}`);
    visit(value['items'], from, `${path}/*`);
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const parts: unknown = value[keyword];
      if (Array.isArray(parts)) for (const part of parts) visit(part, from, path);
    }
  };
  for (const node of schema) visit(node.value, node, '');
  return found;
};

/** The element that all of a document stands in: as `xml` calls it, else as the component is called; undefined where nobody says. */
const rootIn = ([schema]: Schema): string | undefined => {
  let root: string | undefined;
  const seen = new Set<Node>();
  for (let node = schema; node && !seen.has(node);) {
    seen.add(node);
    const { value }: Node = node;
    if (!isRecord(value)) return undefined;
    const { xml, $ref } = value;
    if (isRecord(xml) && typeof xml['name'] === 'string') return xml['name'];
    if (typeof $ref !== 'string') return root;
    root = segmentsOf(localPointer($ref) ?? '').at(-1);
    node = resolve(node, $ref);
  }
  return root;
};

/** What stands under `xml` is no part of what is valid, and another document on the wire: where it differs in XML, that is not decided. */
export const compareXml = (
  c: Comparison,
  [old, next]: readonly [Schema, Schema],
  site: Site,
  at: { readonly old: string; readonly new: string },
  side: 'request' | 'response',
): void => {
  const [a, b] = [writtenIn(old), writtenIn(next)];
  const isSame = a.size === b.size && [...a].every((one) => b.has(one));
  const [from, to] = [rootIn(old), rootIn(next)];
  if (isSame && from !== undefined && to !== undefined && from !== to)
    c.undecided(`the root is <${to}> and was <${from}>, as its component is called, which is not compared`, site.text, at, side);
  if (!isSame) c.undecided('what "xml" says of how it is written differs, which is not compared', site.text, at, side);
};
