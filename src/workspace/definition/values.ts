import { type TProperties, Type } from 'typebox';
import { durationPattern } from '../../core/duration.ts';

// The kinds of values that drill.yaml is made of.

export const object = <T extends TProperties>(properties: T, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });
export const optional = Type.Optional;
export const text = (description: string) => Type.String({ description, minLength: 1 });
// `patternErrorMessage` is what yaml-language-server shows in editors where a pattern does not match; our own messages say the same.
export const duration = (description: string) =>
  Type.String({
    description,
    pattern: durationPattern,
    patternErrorMessage: 'a duration, such as 250ms, 10s or 7d',
    examples: ['250ms', '10s', '7d'],
  });
const namePattern = '^[A-Za-z0-9][A-Za-z0-9._-]*$';
export const named = <T extends Parameters<typeof Type.Record>[1]>(value: T, description: string, more: object = {}) =>
  Type.Record(Type.String({ pattern: namePattern }), value, { description, additionalProperties: false, ...more });
export const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: values, description });
/** A JSON pointer (RFC 6901) to a part of an answer. */
export const pointer = (description: string) =>
  Type.String({
    description,
    pattern: '^(/([^~/]|~[01])*)+$',
    patternErrorMessage: 'a JSON pointer, such as /id or /items/0/id',
    examples: ['/id'],
  });
export const requestLine = (description: string) =>
  Type.String({
    description,
    pattern: '^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /\\S*$',
    patternErrorMessage: 'a method and a path, such as GET /healthz',
    examples: ['GET /healthz'],
  });
export const command = Type.Array(Type.String({ description: 'The program, or one argument.' }), {
  minItems: 1,
  description: 'Program and arguments; no shell. `node` is the Node that drill runs on. The working directory is the version’s folder.',
});
export const onDemand = optional(
  Type.Boolean({ description: 'Taken only when it is named; a bare `drill run` or `drill check` leaves it out.' }),
);
