/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import type { Write } from './case.ts';
import type { Random } from './random.ts';
import type { Feature, Schema, Syntax } from './syntax.ts';

/** The same documents, said otherwise. */
export interface Rewrite {
  readonly name: string;
  readonly needs?: readonly Feature[];
  /** The schema stands twice in what is written. */
  readonly doubles?: boolean;
  readonly to: (schema: Schema, syntax: Syntax, define: Parameters<Write>[1], name: string) => Schema;
}

const short = { type: 'string', maxLength: 2 };

export const rewrites: readonly Rewrite[] = [
  { name: 'not not', to: (schema) => ({ not: { not: schema } }) },
  { name: 'all of one', to: (schema) => ({ allOf: [schema] }) },
  { name: 'all of it and anything', to: (schema, { any }) => ({ allOf: [any, schema] }) },
  { name: 'any of it and nothing', to: (schema, { never }) => ({ anyOf: [never, schema] }) },
  { name: 'one of it and nothing', to: (schema, { never }) => ({ oneOf: [schema, never] }) },
  { name: 'any of it twice', doubles: true, to: (schema) => ({ anyOf: [schema, schema] }) },
  { name: 'all of it twice', doubles: true, to: (schema) => ({ allOf: [schema, schema] }) },
  {
    name: 'short texts and others, apart',
    doubles: true,
    to: (schema) => ({ oneOf: [{ allOf: [schema, short] }, { allOf: [schema, { not: short }] }] }),
  },
  { name: 'by a condition', needs: ['if'], to: (schema) => ({ if: true, then: schema }) },
  { name: 'by a reference', to: (schema, _, define, name) => define(name, schema) },
  { name: 'by two references', to: (schema, _, define, name) => define(`${name}-2`, { allOf: [define(name, schema)] }) },
  {
    name: 'with words for people',
    to: (schema) => ({ title: 'a title', description: 'what it is', default: 'nothing that is valid', allOf: [schema] }),
  },
];

/** The schema written in another way that means the same, in one of three cases; doubling at most once. */
export const rewritten = (
  write: Write,
  random: Random,
  has: (feature: Feature) => boolean,
  mayDouble: boolean,
): { readonly write: Write; readonly name: string; readonly doubles: boolean } | undefined => {
  if (!random.oneIn(3)) return undefined;
  const rewrite = random.one(rewrites);
  const name = random.name();
  if (!(rewrite.needs ?? []).every(has) || (rewrite.doubles && !mayDouble)) return undefined;
  return {
    name: rewrite.name,
    doubles: rewrite.doubles ?? false,
    write: (syntax, define) => rewrite.to(write(syntax, define), syntax, define, name),
  };
};
