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
} from 'yaml';
import { DrillError, messageOf } from '../../core/error.ts';
import { segmentsOf } from '../pointer.ts';
import { exactNumber } from '../schema/number/notation.ts';
import { measure } from './json.ts';
import { maxDepth, type Parsed } from './parsed.ts';
import { throwAll } from './problems.ts';

const depthOf = (value: unknown, limit: number): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit === 0) return 1;
  let deepest = 0;
  for (const child of Object.values(value)) deepest = Math.max(deepest, depthOf(child, limit - 1));
  return deepest + 1;
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
      logLevel: 'silent',
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
    throw new DrillError('contract/invalid-yaml', `${file} cannot be read: ${messageOf(cause)}`, { cause, at: place(0) });
  }
  if (depthOf(value, maxDepth) > maxDepth) throw tooDeep();
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
