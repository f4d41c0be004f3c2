import type { Comparison } from './comparison.ts';
import type { Operation } from './operations.ts';
import { schemaOf } from './serialisation.ts';
import { meet, pathParameters, takes } from './templates.ts';

/** An operation of the other document that takes calls of one that is not there, all of them or some. */
export interface Taker {
  readonly operation: Operation;
  readonly isPartly: boolean;
}

type Which = 'old' | 'new';

/** Everything that a segment of a path may be read as. */
const readings = (text: string): unknown[] => [
  text,
  ...(/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? [Number(text)] : []),
  ...(text === 'true' || text === 'false' ? [text === 'true'] : []),
];

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Is what stands in a path where a template has a parameter a value of that parameter? Whatever is not known may be. */
const accepts = (c: Comparison, which: Which, template: Operation, segments: readonly string[]): boolean =>
  template.path.split('/').every((segment, i) => {
    const text = segments[i] ?? '';
    const [name] = pathParameters(segment);
    if (name === undefined || segment !== `{${name}}` || text.includes('{')) return true;
    const part = template.parameters.find(({ value }) => value['in'] === 'path' && value['name'] === name);
    const schema = part ? schemaOf(c, which, 'request', part) : [];
    if (schema.length === 0) return true;
    return c.asked.request.questions.find({ sent: schema, besides: [{ enum: readings(decoded(text)) }], isAny: true }).kind !== 'none';
  });

/**
 * Finds the operation of a document that takes the calls of another by its template, where that other is not there: all of them,
 * or, where two templates cross (`/a/{y}` and `/{x}/b`), some.
 *
 * @param which the document of the operations
 */
export const takersOf = (c: Comparison, which: Which, operations: readonly Operation[]): ((operation: Operation) => Taker | undefined) => {
  const segmentsOf = (path: string): readonly string[] => path.split('/');
  const keyOf = (method: string, segments: readonly string[]): string => `${method} ${segments.length}`;
  const templates = operations
    .filter(({ path }) => path.includes('{'))
    .map((operation) => ({ operation, segments: segmentsOf(operation.path) }));
  const byKey = Map.groupBy(templates, ({ operation, segments }) => keyOf(operation.method, segments));
  return (one) => {
    const mine = segmentsOf(one.path);
    const all = byKey.get(keyOf(one.method, mine)) ?? [];
    const whole = all.find(({ operation, segments }) => takes(segments, mine) && accepts(c, which, operation, mine));
    if (whole) return { operation: whole.operation, isPartly: false };
    const crossing = all.find(
      ({ operation, segments }) =>
        meet(segments, mine) &&
        !takes(mine, segments) &&
        !takes(segments, mine) &&
        accepts(c, which, operation, mine) &&
        accepts(c, which === 'old' ? 'new' : 'old', one, segments),
    );
    return crossing && { operation: crossing.operation, isPartly: true };
  };
};
