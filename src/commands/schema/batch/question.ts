import type { DrillError } from '../../../core/error.ts';
import { below, valueAt } from '../../../compat/pointer.ts';
import { isFromText } from '../../../compat/schema/json.ts';
import { type Profile, profiles, type QuestionOptions } from '../../../compat/schema/question.ts';
import { type Dialect, dialects, SchemaError } from '../../../compat/schema/read/place.ts';
import type { Value } from '../../../compat/schema/value.ts';
import type { Wrong } from '../../batch/batch.ts';
import { LineError } from '../../batch/line-error.ts';
import { choice, flag, isMembers, type Members, option, refuseStrangers, said } from '../../batch/members.ts';

/** One question of a batch: is every document of A valid under B, and the other way round? */
export interface Question {
  readonly a: Value;
  readonly b: Value;
  readonly options: QuestionOptions;
}

/** Every member that a question may have. */
const known = ['id', 'a', 'b', 'dialect', 'dialectA', 'dialectB', 'profile', 'formatAssertion', 'schemas', 'budgetMs'];

const expected = (name: string, what: string): LineError =>
  new LineError('batch/bad-option', `${JSON.stringify(name)} must be ${what}`, `/${name}`);

const optionsOf = (line: Members, defaults: QuestionOptions): QuestionOptions => {
  const both = choice<Dialect>(line, 'dialect', dialects, 'dialect');
  const fallback = typeof defaults.dialect === 'string' ? { a: defaults.dialect, b: defaults.dialect } : defaults.dialect;
  const a = choice<Dialect>(line, 'dialectA', dialects, 'dialect') ?? both ?? fallback?.a;
  const b = choice<Dialect>(line, 'dialectB', dialects, 'dialect') ?? both ?? fallback?.b;
  const profile = choice<Profile>(line, 'profile', profiles, 'profile');
  const formatAssertion = flag(line, 'formatAssertion');
  const schemas = option(line, 'schemas');
  if (schemas !== undefined && !isMembers(schemas)) throw expected('schemas', 'an object of schemas by absolute URI');
  const ms = option(line, 'budgetMs');
  if (ms !== undefined && !(typeof ms === 'number' && ms > 0)) throw expected('budgetMs', 'a number of milliseconds above 0');
  return {
    ...defaults,
    ...(a === undefined && b === undefined ? {} : { dialect: { ...(a && { a }), ...(b && { b }) } }),
    ...(profile && { profile }),
    ...(formatAssertion === undefined ? {} : { formatAssertion }),
    ...(schemas && { schemas: { ...defaults.schemas, ...schemas } }),
    ...(ms === undefined ? {} : { budget: { ...defaults.budget, ms } }),
  };
};

/** Reads the question in a line; `defaults` is what the command line says. @throws LineError for what is missing or not understood */
export const questionOf = (line: Members, defaults: QuestionOptions): Question => {
  refuseStrangers(line, known);
  const [a, b] = [said(line, 'a'), said(line, 'b')];
  if (a === undefined || b === undefined)
    throw new LineError('batch/missing-schema', `a question has two schemas, "a" and "b"; ${a === undefined ? '"a"' : '"b"'} is missing`);
  const options = optionsOf(line, defaults);
  for (const schema of [a, b, ...Object.values(options.schemas ?? {})]) isFromText(schema);
  return { a, b, options };
};

/** Where in the line a schema says nothing. */
const pointerIn = (question: Question | undefined, error: unknown): string | undefined => {
  if (question === undefined || !(error instanceof SchemaError)) return undefined;
  const { pointer, value } = error.place;
  const { a, b, options } = question;
  const schemas = Object.entries(options.schemas ?? {}).map(([uri, schema]) => [below('/schemas', uri), schema] as const);
  const found = [['/a', a] as const, ['/b', b] as const, ...schemas].find(([, schema]) => valueAt(schema, pointer) === value);
  return found && `${found[0]}${pointer}`;
};

/** An error as the line's answer tells it. */
export const wrongOf = (error: DrillError, question: Question | undefined): Wrong => ({
  code: error.problems[0]?.code ?? 'schema/malformed',
  message: error.message,
  pointer: pointerIn(question, error.cause),
});
