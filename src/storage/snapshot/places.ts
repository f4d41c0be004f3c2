import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Place, Problem } from '../../core/error.ts';
import { segment } from '../../workspace/reading/places.ts';
import type { Places } from '../../workspace/reading/places.ts';

interface Spot {
  readonly key: number;
  readonly value: number;
}

/** Text of JSON as data, with the place of every value. */
export interface ReadJson {
  readonly value: unknown;
  readonly places: Places;
  readonly problems: readonly Problem[];
}

/** What the parser expected, in words. */
const expected = (error: ParseError): string =>
  printParseErrorCode(error.error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();

const read = (text: string, file: string): ReadJson => {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = (offset: number, pointer?: string): Place => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1, ...(pointer === undefined ? {} : { pointer }) };
  };
  const spots = new Map<string, Spot>();
  const found = (pointer: string): Spot => {
    for (let to = pointer; to !== ''; to = to.slice(0, to.lastIndexOf('/'))) {
      const spot = spots.get(to);
      if (spot) return spot;
    }
    return spots.get('') ?? { key: 0, value: 0 };
  };
  const places: Places = {
    key: (pointer) => at(found(pointer).key, pointer),
    value: (pointer) => at(found(pointer).value, pointer),
    of: (pointer) => at(found(pointer).key, pointer),
  };
  const failed = (what: string, offset: number, fix?: string): ReadJson => ({
    value: undefined,
    places,
    problems: [{ code: 'snapshot/not-json', what, ...(fix === undefined ? {} : { fix }), at: at(offset) }],
  });

  const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(text);
  if (conflict) return failed('a merge left its marks in this file', conflict.index, 'take one side, or capture it anew: drill snapshot');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error || !root) return failed(`this is not JSON: ${error ? expected(error) : 'there is nothing'}`, error?.offset ?? 0);

  const problems: Problem[] = [];
  const walk = (node: Node, pointer: string, key: number): unknown => {
    spots.set(pointer, { key, value: node.offset });
    if (node.type === 'array') return (node.children ?? []).map((one, index) => walk(one, `${pointer}/${index}`, one.offset));
    if (node.type !== 'object') return node.value as unknown;
    const value = Object.create(null) as Record<string, unknown>;
    for (const { children: [name, one] = [] } of node.children ?? []) {
      if (!name || !one) continue;
      const text = String(name.value);
      if (text in value)
        problems.push({
          code: 'snapshot/duplicate',
          what: `${JSON.stringify(text)} stands here twice`,
          why: `the first is in line ${at(found(`${pointer}/${segment(text)}`).key).line}`,
          fix: 'take one of them out',
          at: at(name.offset),
        });
      else value[text] = walk(one, `${pointer}/${segment(text)}`, name.offset);
    }
    return value;
  };
  return { value: walk(root, '', 0), places, problems };
};

/**
 * Reads JSON. Names are data: `__proto__` is one like any other, and a name that stands twice is a problem.
 * @param file the file's name as it shall stand in messages
 */
export const readJson = (text: string, file: string): ReadJson => {
  try {
    return read(text, file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser's stack, or ours.
    const at = { file, line: 1, column: 1 };
    const here = (pointer: string): Place => ({ ...at, pointer });
    const places: Places = { key: here, value: here, of: here };
    return { value: undefined, places, problems: [{ code: 'snapshot/too-deep', what: 'the file nests too deep for a snapshot', at }] };
  }
};
