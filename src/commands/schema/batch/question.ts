import { DrillError, messageOf } from '../../../core/error.ts';
import { suggestion } from '../../../core/nearest.ts';
import { below, valueAt } from '../../../compat/pointer.ts';
import { isFromText } from '../../../compat/schema/json.ts';
import { type Profile, profiles, type QuestionOptions } from '../../../compat/schema/question.ts';
import { type Dialect, dialects, SchemaError } from '../../../compat/schema/read/place.ts';
import { typeOf, type Value } from '../../../compat/schema/value.ts';

/** One question of a batch: is every document of A valid under B, and the other way round? */
export interface Question {
  readonly a: Value;
  readonly b: Value;
  readonly options: QuestionOptions;
}

type Members = { readonly [name: string]: Value };

export const isMembers = (value: Value): value is Members => typeOf(value) === 'object';

/** A line that is no question; `pointer` says where in it, where that is known. */
export class LineError extends Error {
  readonly code: string;
  readonly pointer: string | undefined;
  constructor(code: string, message: string, pointer?: string) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}

/** Every member that a question may have. */
const known = ['id', 'a', 'b', 'dialect', 'dialectA', 'dialectB', 'profile', 'formatAssertion', 'schemas', 'budgetMs'];

const said = (line: Members, name: string): Value | undefined => (Object.hasOwn(line, name) ? line[name] : undefined);

/** What is asked beside the two schemas: null is what many writers put for nothing. */
const option = (line: Members, name: string): Value | undefined => said(line, name) ?? undefined;

/** One of a few names. */
const choice = <T extends string>(line: Members, name: string, names: readonly T[], what: string): T | undefined => {
  const value = option(line, name);
  if (value === undefined) return undefined;
  const found = names.find((one) => one === value);
  if (found !== undefined) return found;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw new LineError(`batch/unknown-${what}`, `there is no ${what} ${JSON.stringify(shown)}; ${suggestion(shown, names)}`, `/${name}`);
};

const expected = (name: string, what: string): LineError =>
  new LineError('batch/bad-option', `${JSON.stringify(name)} must be ${what}`, `/${name}`);

const optionsOf = (line: Members, defaults: QuestionOptions): QuestionOptions => {
  const both = choice<Dialect>(line, 'dialect', dialects, 'dialect');
  const fallback = typeof defaults.dialect === 'string' ? { a: defaults.dialect, b: defaults.dialect } : defaults.dialect;
  const a = choice<Dialect>(line, 'dialectA', dialects, 'dialect') ?? both ?? fallback?.a;
  const b = choice<Dialect>(line, 'dialectB', dialects, 'dialect') ?? both ?? fallback?.b;
  const profile = choice<Profile>(line, 'profile', profiles, 'profile');
  const formatAssertion = option(line, 'formatAssertion');
  if (formatAssertion !== undefined && typeof formatAssertion !== 'boolean') throw expected('formatAssertion', 'true or false');
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
  const stranger = Object.keys(line).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const message = `a question has no member ${JSON.stringify(stranger)}; ${suggestion(stranger, known)}`;
    throw new LineError('batch/unknown-member', message, below('', stranger));
  }
  const [a, b] = [said(line, 'a'), said(line, 'b')];
  if (a === undefined || b === undefined)
    throw new LineError('batch/missing-schema', `a question has two schemas, "a" and "b"; ${a === undefined ? '"a"' : '"b"'} is missing`);
  const options = optionsOf(line, defaults);
  for (const schema of [a, b, ...Object.values(options.schemas ?? {})]) isFromText(schema);
  return { a, b, options };
};

/** What went wrong with a line, as it is answered. */
export interface Wrong {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
}

/** Where in the line a schema says nothing. */
const pointerIn = (question: Question | undefined, error: unknown): string | undefined => {
  if (question === undefined || !(error instanceof SchemaError)) return undefined;
  const { pointer, value } = error.place;
  const { a, b, options } = question;
  const schemas = Object.entries(options.schemas ?? {}).map(([uri, schema]) => [below('/schemas', uri), schema] as const);
  const found = [['/a', a] as const, ['/b', b] as const, ...schemas].find(([, schema]) => valueAt(schema, pointer) === value);
  return found && `${found[0]}${pointer}`;
};

/** Any error as an answer: nothing that one line causes ends the stream. */
export const wrongOf = (error: unknown, question?: Question): Wrong => {
  if (error instanceof LineError)
    return { code: error.code, message: error.message, ...(error.pointer === undefined ? {} : { pointer: error.pointer }) };
  if (error instanceof DrillError) {
    const [first] = error.problems;
    const pointer = pointerIn(question, error.cause);
    return { code: first?.code ?? 'schema/malformed', message: error.message, ...(pointer === undefined ? {} : { pointer }) };
  }
  return { code: 'batch/internal', message: `the line could not be answered, which is a bug: ${messageOf(error)}` };
};
