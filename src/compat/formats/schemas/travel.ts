import { valueAt } from '../../pointer.ts';
import { localPointer } from './local.ts';

/** The direction that documents travel: what is read-only is not sent in a request, what is write-only not in a response. */
export type View = 'request' | 'response' | 'document';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Does a keyword stand anywhere, be it as a name? */
const mentions = (value: unknown, keyword: string): boolean => {
  if (Array.isArray(value)) return value.some((item) => mentions(item, keyword));
  if (!isRecord(value)) return false;
  if (Object.hasOwn(value, keyword)) return true;
  for (const name of Object.keys(value)) if (mentions(value[name], keyword)) return true;
  return false;
};

/**
 * An OpenAPI document as one direction sees it: a member that is read-only is not sent in a request, one that is
 * write-only not in a response, and nobody demands it there. Equal parts stay the same objects.
 */
export const asTravelling = (document: unknown, view: View): unknown => {
  if (view === 'document') return document;
  const keyword = view === 'request' ? 'readOnly' : 'writeOnly';
  if (!mentions(document, keyword)) return document;

  /** Does a member stay at home? Its schema says so, at most a few references away. */
  const stays = (schema: unknown): boolean => {
    let at = schema;
    for (let steps = 0; isRecord(at) && steps < 8; steps++) {
      if (at[keyword] === true) return true;
      const reference: unknown = at['$ref'];
      const pointer: string | undefined = typeof reference === 'string' ? localPointer(reference) : undefined;
      at = pointer === undefined ? undefined : valueAt(document, pointer);
    }
    return false;
  };

  const changed = (value: unknown): unknown => {
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) {
      const items = value.map(changed);
      return items.some((item, i) => item !== value[i]) ? items : value;
    }
    if (!isRecord(value) || 'toJSON' in value) return value;
    let out: Record<string, unknown> | undefined;
    for (const name of Object.keys(value)) {
      const child = value[name];
      const next = changed(child);
      if (next !== child)
        Object.defineProperty((out ??= { ...value }), name, { value: next, enumerable: true, writable: true, configurable: true });
    }
    const { properties, required } = value;
    if (!isRecord(properties)) return out ?? value;
    const gone = new Set(Object.keys(properties).filter((name) => stays(properties[name])));
    if (gone.size === 0) return out ?? value;
    out ??= { ...value };
    const kept = isRecord(out['properties']) ? out['properties'] : properties;
    out['properties'] = Object.fromEntries(Object.entries(kept).filter(([name]) => !gone.has(name)));
    if (Array.isArray(required)) out['required'] = required.filter((name) => typeof name !== 'string' || !gone.has(name));
    return out;
  };
  return changed(document);
};
