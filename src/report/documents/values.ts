import { type TProperties, Type } from 'typebox';

// The kinds of values that reports are made of. Objects are open: a later drill may say more under the same version.

export const object = <T extends TProperties>(properties: T, description: string) => Type.Object(properties, { description });
export const optional = Type.Optional;
export const text = (description: string) => Type.String({ description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });
export const ms = (description: string) => Type.Number({ minimum: 0, description: `${description}, in milliseconds.` });
export const number = (description: string) => Type.Number({ description });
export const yes = (description: string) => Type.Boolean({ description });
export const any = (description: string) => Type.Unknown({ description });
export const moment = (description: string) => Type.String({ format: 'date-time', description });
export const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: values, description });
export const only = <const T extends string | number | boolean>(value: T, description: string) => Type.Literal(value, { description });
export const list = <T extends Parameters<typeof Type.Array>[0]>(items: T, description: string) => Type.Array(items, { description });
export const mapOf = <T extends Parameters<typeof Type.Array>[0]>(value: T, description: string) =>
  Type.Record(Type.String(), value, { description });
export const either = (branches: readonly ReturnType<typeof object>[], description: string) => Type.Union([...branches], { description });

/** The members that every report begins with. */
export const head = (name: string) => ({
  format: only(`rollback-drill/${name}`, 'Which report it is.'),
  version: only(1, 'Version of its form: members may be added under the same one; none is taken away or means something else.'),
});
