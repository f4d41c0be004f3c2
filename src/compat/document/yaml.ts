import type { Document as YamlDocument, ErrorCode, ParseOptions, ScalarTag, Tags } from 'yaml';
import { DrillError, messageOf, type Place, type Problem } from '../../core/error.ts';
import { yaml } from '../../core/yaml.ts';
import { segmentsOf } from '../pointer.ts';
import { exactNumber } from '../schema/number/notation.ts';
import { outlineOf } from './json/outline.ts';
import { maxDepth } from './depth.ts';
import type { Parsed } from './parsed.ts';
import { throwAll } from './problems.ts';
import { aliasesOf, tooDeepIn } from './yaml/deep.ts';
import { childFinder, duplicatesIn, nodesOf, offsetOf } from './yaml/keys.ts';

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
  yaml().visit(document, {
    Scalar: (_, { value, range }) => {
      if (typeof value === 'number' && !Number.isFinite(value)) found.push({ what: `${value} is no number of JSON`, at: range?.[0] ?? 0 });
    },
  });
  return found;
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

/** What the parser says for its own users, for ours. */
const words: Readonly<Partial<Record<ErrorCode, { readonly what: string; readonly fix: string }>>> = {
  MULTIPLE_DOCS: {
    what: 'a second document begins here, and a contract is one',
    fix: 'Keep one document in the file; put the others into files of their own, without the line `---` between them.',
  },
};

/** The errors of the syntax; of several at one place the first, for the others are what it led to. */
const syntaxProblems = (file: string, document: YamlDocument, place: (offset: number) => Place): Problem[] =>
  [
    ...new Map(
      document.errors
        .toReversed()
        .map(({ code, message, pos: [at] }): [number, Problem] => [
          at,
          { code: 'contract/invalid-yaml', ...(words[code] ?? { what: `${file} is not valid YAML: ${message}` }), at: place(at) },
        ]),
    ).values(),
  ].toReversed();

/** @throws DrillError (usage) with every syntax error and duplicate key. */
export const parseYaml = (file: string, text: string): Parsed => {
  const { isCollection, isMap, LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const tooDeep = (at: number, cause?: unknown): DrillError =>
    new DrillError('contract/too-deep', `${file} nests deeper than ${maxDepth} levels`, {
      cause,
      fix: 'Give what lies that deep a name under "components" (or "$defs") and refer to it with "$ref".',
      at: place(at),
    });
  let document: YamlDocument;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: true,
      // Its check compares each key with each; ours is below, and takes 200 and "200" for one.
      uniqueKeys: false,
      logLevel: 'error',
      customTags: exactTags,
    });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(tooDeepIn(text), cause);
    throw cause;
  }
  // The parser tells of its own stack as if it were an error of the text.
  if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) throw tooDeep(tooDeepIn(text));
  // Brackets are counted only now: in a plain scalar of a good file they mean nothing.
  if (document.errors.length > 0) {
    const { tooDeepAt } = outlineOf(text);
    if (tooDeepAt !== undefined) throw tooDeep(tooDeepAt);
  }
  throwAll(syntaxProblems(file, document, place));
  const duplicates: Problem[] = [];
  for (const { node, depth } of nodesOf(document)) {
    if (isCollection(node) && depth >= maxDepth) throw tooDeep(offsetOf(node));
    if (isMap(node)) duplicates.push(...duplicatesIn(document, node, place));
  }
  throwAll(duplicates);
  const endless = (at: number): DrillError =>
    new DrillError('contract/too-deep', `an alias of ${file} stands inside what it means, which has no end`, {
      fix: 'Refer with "$ref" to what contains itself.',
      at: place(at),
    });
  const bomb = (): DrillError => {
    const { nested, first = 0 } = aliasesOf(document);
    return new DrillError(
      'contract/too-large',
      `the aliases of ${file} stand for more than ${maxValues} values, or for one another too often`,
      {
        fix: 'Write references ("$ref"), not aliases, for what is large.',
        at: place(nested ?? first),
      },
    );
  };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 1000 });
  } catch (cause) {
    const { lone, first = 0 } = aliasesOf(document);
    if (cause instanceof RangeError) throw tooDeep(first, cause);
    if (lone === undefined && messageOf(cause).startsWith('Excessive alias count')) throw bomb();
    throw new DrillError('contract/invalid-yaml', `${file} cannot be read: ${messageOf(cause)}`, {
      cause,
      fix: 'Write `&name` before the value that the alias `*name` stands for, further up in the file.',
      at: place(lone ?? first),
    });
  }
  const { depth, values } = extentOf(value);
  if (depth > maxDepth) {
    const aliases = aliasesOf(document);
    throw aliases.endless === undefined ? tooDeep(aliases.nested ?? aliases.first ?? 0) : endless(aliases.endless);
  }
  if (values > maxValues) throw bomb();
  throwAll(notJson(document).map(({ what, at }) => ({ code: 'contract/not-json', what, at: place(at) })));
  const childOf = childFinder(document);
  return {
    file,
    value,
    placeOf: (pointer) => {
      let at = offsetOf(document.contents);
      let node: unknown = document.contents;
      for (const segment of segmentsOf(pointer)) {
        const next = childOf(node, segment);
        if (!next) break;
        ({ at, node } = next);
      }
      return { ...place(at), pointer };
    },
  };
};
