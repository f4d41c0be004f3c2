import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Document as YamlDocument,
  LineCounter,
  type Node,
  parseDocument,
  type ParseOptions,
  type ScalarTag,
  type Tags,
  visit,
} from 'yaml';
import { DrillError, messageOf } from '../../core/error.ts';
import { segmentsOf } from '../pointer.ts';
import { exactNumber } from '../schema/number/notation.ts';
import { measure } from './json.ts';
import { maxDepth, type Parsed } from './parsed.ts';
import { throwAll } from './problems.ts';

/** More values than this, aliases written out, are no contract but a bomb. */
const maxValues = 4_000_000;

interface Extent {
  /** Levels. */
  readonly depth: number;
  /** Values, each counted as often as an alias brings it. */
  readonly values: number;
}

/** How deep a value is and how much it would be without aliases; each part is looked at once. A circle has no end. */
const extentOf = (root: unknown): Extent => {
  const known = new Map<object, Extent>();
  const endless: Extent = { depth: Infinity, values: Infinity };
  const visit = (value: unknown): Extent => {
    if (typeof value !== 'object' || value === null) return { depth: 0, values: 1 };
    const found = known.get(value);
    if (found) return found;
    known.set(value, endless);
    let [depth, values] = [0, 1];
    for (const child of Object.values(value)) {
      const inner = visit(child);
      depth = Math.max(depth, inner.depth);
      values += inner.values;
    }
    const extent = { depth: depth + 1, values };
    known.set(value, extent);
    return extent;
  };
  return visit(root);
};

/** What YAML has and JSON has not: tags that nobody here understands, and numbers that are none. */
const notJson = (document: YamlDocument): { readonly what: string; readonly at: number }[] => {
  const found = document.warnings
    .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
    .map((warning) => ({
      what: `${warning.message.replace(/^Unresolved/, 'unknown')}: it is read as it stands, or not at all`,
      at: warning.pos[0],
    }));
  visit(document, {
    Scalar: (_, { value, range }) => {
      if (typeof value === 'number' && !Number.isFinite(value)) found.push({ what: `${value} is no number of JSON`, at: range?.[0] ?? 0 });
    },
  });
  return found;
};

/** One step down from a node: where the key or item stands, and the node behind it. */
const childOf = (document: YamlDocument, parent: unknown, segment: string): { at: number; node: unknown } | undefined => {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === segment);
    if (pair) return { at: (pair.key as Node).range?.[0] ?? 0, node: pair.value };
    for (const { key, value } of node.items)
      // With `merge`, the key is a symbol of that name.
      if (isScalar(key) && /^(Symbol\()?<<\)?$/.test(String(key.value))) {
        const merged = childOf(document, value, segment);
        if (merged) return merged;
      }
  }
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    if (isNode(item)) return { at: item.range?.[0] ?? 0, node: item };
  }
  return undefined;
};

const number = /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|0o[0-7]+|0x[\da-f]+)$/i;

/** A number of YAML as JSON writes it: without plus, with digits on both sides of the point, to the base ten. */
const asJson = (source: string): string => {
  if (/^0[ox]/.test(source)) return String(BigInt(source));
  return source
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.(?!\d)/, '')
    .replace(/^(-?)0+(?=\d)/, '$1');
};

const exactly = (tag: Tags[number]): Tags[number] => {
  if (typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:int' && tag.tag !== 'tag:yaml.org,2002:float')) return tag;
  const scalar = tag as ScalarTag;
  return {
    ...scalar,
    resolve: (source: string, onError: (message: string) => void, options: ParseOptions) =>
      // All but the infinities and what is no number.
      number.test(source) ? exactNumber(asJson(source)) : scalar.resolve?.(source, onError, options),
  };
};

/** The numbers of YAML with all their digits. */
const exactTags = (tags: Tags): Tags => tags.map(exactly);

/** Where the first alias stands that no anchor goes before; 0 when there is none. */
const loneAlias = (document: YamlDocument): number => {
  const anchors = new Set<string>();
  let found: number | undefined;
  visit(document, {
    Alias: (_, { source, range }) => {
      if (!anchors.has(source)) found ??= range?.[0];
    },
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
  });
  return found ?? 0;
};

/** @throws DrillError (usage) with every syntax error and duplicate key. */
export const parseYaml = (file: string, text: string): Parsed => {
  const lines = new LineCounter();
  const place = (offset: number): { file: string; line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const tooDeep = (cause?: unknown): DrillError =>
    new DrillError('contract/too-deep', `${file} nests deeper than ${maxDepth} levels`, { cause, at: place(0) });
  let document: YamlDocument;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: true,
      uniqueKeys: true,
      logLevel: 'error',
      customTags: exactTags,
    });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(cause);
    throw cause;
  }
  const problems = document.errors.map((error) => ({
    code: error.code === 'DUPLICATE_KEY' ? 'contract/duplicate-key' : 'contract/invalid-yaml',
    what: error.code === 'DUPLICATE_KEY' ? 'this key stands here twice' : `${file} is not valid YAML: ${error.message}`,
    at: place(error.pos[0]),
  }));
  // The parser tells of its own stack as if it were an error of the text.
  if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) throw tooDeep();
  // Brackets are counted only now: in a plain scalar of a good file they mean nothing.
  if (problems.length > 0 && measure(text).tooDeepAt !== undefined) throw tooDeep();
  throwAll(problems);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 1000 });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(cause);
    throw new DrillError('contract/invalid-yaml', `${file} cannot be read: ${messageOf(cause)}`, { cause, at: place(loneAlias(document)) });
  }
  const { depth, values } = extentOf(value);
  if (depth > maxDepth) throw tooDeep();
  if (values > maxValues)
    throw new DrillError('contract/too-large', `the aliases of ${file} stand for more than ${maxValues} values`, {
      fix: 'Write references, not aliases, for what is large.',
      at: place(0),
    });
  throwAll(notJson(document).map(({ what, at }) => ({ code: 'contract/not-json', what, at: place(at) })));
  return {
    file,
    value,
    placeOf: (pointer) => {
      let at = document.contents?.range?.[0] ?? 0;
      let node: unknown = document.contents;
      for (const segment of segmentsOf(pointer)) {
        const next = childOf(document, node, segment);
        if (!next) break;
        ({ at, node } = next);
      }
      return { ...place(at), pointer };
    },
  };
};
