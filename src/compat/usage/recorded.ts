import { DrillError, type Problem } from '../../core/error.ts';
import { nearest } from '../../core/nearest.ts';
import { type Names, type OperationUsage, parameterKey, type Use, whole } from './usage.ts';

const lists = ['parameters', 'request', 'response'] as const;
const known = ['operation', ...lists];
const request = /^([A-Z]+) (\/\S*)$/;
const parameter = /^(path|query|header|cookie) (\S.*)$/;

/** `lines/price`, `lines/**`: the names of a member, from the root down; items and members of any name are passed over. */
const namesOf = (member: string): Names => {
  const names = member.split('/').filter((name) => name !== '' && name !== '*');
  return names.includes(whole) ? names.slice(0, names.indexOf(whole) + 1) : names;
};

/** What is wrong with one line, in words; undefined when nothing is. */
const faultOf = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no object';
  const record = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(record))
    if (!known.includes(name)) {
      const near = nearest(name, known);
      return `it has a member ${JSON.stringify(name)}, which means nothing here${near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`}`;
    }
  if (typeof record['operation'] !== 'string' || !request.test(record['operation']))
    return '"operation" must be a method and a path, such as "GET /orders/{id}"';
  for (const name of lists) {
    const list = record[name];
    if (list === undefined) continue;
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) return `${JSON.stringify(name)} must be a list of texts`;
    const bad = name === 'parameters' ? list.find((item) => !parameter.test(item)) : undefined;
    if (bad !== undefined) return `a parameter is written as "query limit"; found ${JSON.stringify(bad)}`;
  }
  return undefined;
};

interface Line {
  readonly operation: string;
  readonly parameters?: readonly string[];
  readonly request?: readonly string[];
  readonly response?: readonly string[];
}

/** The names in `expand=all&page=2`. */
const inQuery = (query: string): readonly string[] => [...new URLSearchParams(query).keys()].map((name) => parameterKey('query', name));

const usageOf = ({ parameters, request: sent, response }: Line, query: string): OperationUsage => ({
  ...(!parameters && query !== '' ? { seen: new Set(inQuery(query)) } : {}),
  ...(parameters
    ? {
        parameters: new Set([
          ...parameters.map((text) => {
            const [, place = '', name = ''] = parameter.exec(text) ?? [];
            return parameterKey(place, name);
          }),
          ...inQuery(query),
        ]),
      }
    : {}),
  ...(sent ? { request: sent.map(namesOf) } : {}),
  ...(response ? { response: response.map(namesOf) } : {}),
});

/**
 * What a consumer was seen to use: JSON lines, `{"operation": "GET /orders/{id}", "parameters": ["query expand"], "request": [], "response": ["id",
 * "lines/price"]}` each. A list that is absent: anything may be used; `lines/**`: anything that `lines` holds. Several lines of one operation add up;
 * a path may stand as it was called: `/v1/orders/17/?expand=all`.
 * @param file how messages call it
 * @throws DrillError `usage/bad-line` with every bad line
 */
export const readUsage = (file: string, text: string): readonly Use[] => {
  const problems: Problem[] = [];
  const uses: Use[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const at = { file, line: index + 1, column: 1 };
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      problems.push({ code: 'usage/bad-line', what: `${file}: line ${index + 1} is not JSON`, fix: 'write one object a line', at });
      continue;
    }
    const fault = faultOf(value);
    if (fault !== undefined) {
      problems.push({ code: 'usage/bad-line', what: `${file}: line ${index + 1}: ${fault}`, at });
      continue;
    }
    const said = value as Line;
    const [, method = '', target = ''] = request.exec(said.operation) ?? [];
    const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(target) ?? [];
    uses.push({ method, path, bases: [''], at, ...usageOf(said, query) });
  }
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
  if (uses.length === 0)
    throw new DrillError('usage/empty', `${file} says of no operation that it is used`, {
      why: 'Nothing recorded is not the same as nothing used.',
      fix: 'Record one at least, or leave `usage` out.',
      at: { file, line: 1, column: 1 },
    });
  return uses;
};
