import { DrillError } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import { confirm } from './confirm/confirm.ts';
import { appliedAt, explain } from './interpret/interpret.ts';
import { differenceOf } from './interpret/describe.ts';
import { cutsOf } from './form/cut.ts';
import { type Limit, limitOf } from './limit.ts';
import { asGenerated } from './profile/codegen.ts';
import { type Containment, type Profile, profiles, type QuestionOptions, type Relation } from './question.ts';
import { type Dialect, dialects, type Place, SchemaError } from './read/place.ts';
import { readSchema } from './read/read.ts';
import { type Form, type Session, sessionOf } from './session.ts';
import { Undecided } from './undecided.ts';

/** One of the two schemas of a question: as it stands for a writer, and as it stands for a reader. */
interface Side {
  readonly place: Place;
  readonly written: Form;
  readonly read: Form;
  readonly reader: Place;
}

interface Question {
  readonly session: Session;
  readonly limit: Limit;
  readonly profile: Profile;
  readonly formatAssertion: boolean;
}

/** What a generated client makes of a schema and of all that it may refer to. */
const generated = (
  schema: unknown,
  schemas: QuestionOptions['schemas'],
  place: Place,
  read: (schema: unknown, schemas: QuestionOptions['schemas']) => Place,
): Place => {
  const others = Object.entries(schemas ?? {}).map(([uri, one]) => [uri, one, asGenerated(one)] as const);
  const own = asGenerated(schema);
  if (own === schema && others.every(([, one, made]) => one === made)) return place;
  return read(own, schemas && Object.fromEntries(others.map(([uri, , made]) => [uri, made])));
};

const sideOf = (
  schema: unknown,
  name: 'A' | 'B',
  dialect: Dialect | undefined,
  options: QuestionOptions,
  { session, profile }: Question,
): Side => {
  const read = (value: unknown, schemas = options.schemas): Place =>
    readSchema(value, { uri: `schema:${name.toLowerCase()}`, ...(dialect ? { dialect } : {}), ...(schemas ? { schemas } : {}) });
  try {
    const place = read(schema);
    const form = session.form(place);
    const reader = profile === 'codegen' ? generated(schema, options.schemas, place, read) : place;
    return {
      place,
      written: profile === 'strict' ? form : session.closed(form),
      read: reader === place ? form : session.form(reader),
      reader,
    };
  } catch (error) {
    throw asUsage(error, `schema ${name}`);
  }
};

/** A schema that says nothing is the user's error, whenever it is found; anything else stays what it is. */
const asUsage = (error: unknown, where: string): unknown =>
  error instanceof SchemaError
    ? new DrillError(error.code, `in ${where} at #${error.place.pointer}: ${error.message}`, {
        why: 'A schema that says nothing that can be understood cannot be compared.',
        cause: error,
      })
    : error;

const inclusion = (a: Side, b: Side, question: Question): Containment => {
  const { session, limit, profile, formatAssertion } = question;
  const about = { profile, ignored: [...session.ignored].sort() };
  try {
    limit.refill();
    const answer = session.find([a.written], [b.read]);
    if (answer.kind === 'none') return { kind: 'contained', ...about };
    if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, ...about };
    const witness = answer.value;
    const confirmed = confirm({ a: a.place, b: b.reader, witness, formatAssertion });
    if (confirmed.kind === 'unconfirmed')
      return {
        kind: 'unknown',
        reason: `the document that shows the difference is not confirmed: ${confirmed.reason}`,
        unconfirmed: { value: witness },
        ...about,
      };
    const [refusedBy] = explain(b.reader, witness, { formatAssertion });
    if (!refusedBy) throw new Error('a confirmed witness that nothing refuses');
    return {
      kind: 'not-contained',
      witness,
      confirmedBy: confirmed.by,
      refusedBy,
      letThroughBy: appliedAt(a.place, witness, refusedBy.document, { formatAssertion }).at(-1) ?? '',
      difference: differenceOf(refusedBy, b.reader),
      ...about,
    };
  } catch (error) {
    const reason = whyUndecided(error);
    if (reason === undefined) throw asUsage(error, 'one of the schemas');
    return { kind: 'unknown', reason, ...about };
  }
};

/** What stopped the engine; undefined for what is a bug, or the user's. */
const whyUndecided = (error: unknown): string | undefined =>
  error instanceof Undecided
    ? error.message
    : error instanceof RangeError && /call stack/i.test(error.message)
      ? 'the schemas nest too deeply'
      : undefined;

interface Asked {
  readonly aInB: () => Containment;
  readonly bInA: () => Containment;
  /** A document of both; `undefined` when there is none, an `Undecided` when that is not known. */
  readonly common: () => ReturnType<Session['find']>;
}

/** @throws DrillError (usage) for a value that is none of those there are. */
const check = (name: string, value: string, allowed: readonly string[]): void => {
  if (!allowed.includes(value))
    throw new DrillError('schema/unknown-option', `${JSON.stringify(value)} is no ${name}`, { fix: suggestion(value, allowed) });
};

const ask = (a: unknown, b: unknown, options: QuestionOptions): Asked => {
  const { profile = 'strict', formatAssertion = false, dialect } = options;
  const limit = limitOf(options.budget);
  const [forA, forB] = typeof dialect === 'string' ? [dialect, dialect] : [dialect?.a, dialect?.b];
  check('profile', profile, profiles);
  for (const one of [forA, forB]) if (one !== undefined) check('dialect', one, dialects);
  try {
    const session = sessionOf(limit, formatAssertion, cutsOf([a, b], limit));
    const question: Question = { session, limit, profile, formatAssertion };
    const one = sideOf(a, 'A', forA, options, question);
    const two = sideOf(b, 'B', forB, options, question);
    return {
      aInB: () => inclusion(one, two, question),
      bInA: () => inclusion(two, one, question),
      common: () => {
        limit.refill();
        return session.find([one.written, two.written], []);
      },
    };
  } catch (error) {
    const reason = whyUndecided(error);
    if (reason === undefined) throw error;
    const unknown: Containment = { kind: 'unknown', reason, profile, ignored: [] };
    return { aInB: () => unknown, bInA: () => unknown, common: () => ({ kind: 'unknown', reason }) };
  }
};

/**
 * Is every document that A accepts accepted by B?
 *
 * @param a a JSON Schema as parsed JSON; numbers that no double holds may be `Exact` values.
 * @throws DrillError (usage) for a schema that says nothing that can be understood (malformed, a reference to nothing, a circle of references).
 */
export const contains = (a: unknown, b: unknown, options: QuestionOptions = {}): Containment => ask(a, b, options).aInB();

/** Both questions at once, which costs less than one after the other; what else a relation tells is not asked. @throws DrillError (usage), as `contains` does. */
export const bothWays = (a: unknown, b: unknown, options: QuestionOptions = {}): Pick<Relation, 'aInB' | 'bInA'> => {
  const asked = ask(a, b, options);
  return { aInB: asked.aInB(), bInA: asked.bInA() };
};

/** What A is to B, with a document for each difference. @throws DrillError (usage), as `contains` does. */
export const relation = (a: unknown, b: unknown, options: QuestionOptions = {}): Relation => {
  const asked = ask(a, b, options);
  const [aInB, bInA] = [asked.aInB(), asked.bInA()];
  const both = { aInB, bInA };
  if (aInB.kind === 'unknown' || bInA.kind === 'unknown') return { kind: 'unknown', ...both };
  if (aInB.kind === 'contained') return { kind: bInA.kind === 'contained' ? 'equivalent' : 'narrower', ...both };
  if (bInA.kind === 'contained') return { kind: 'wider', ...both };
  try {
    const common = asked.common();
    if (common.kind === 'none') return { kind: 'disjoint', ...both };
    return common.kind === 'value' ? { kind: 'overlapping', ...both, common: common.value } : { kind: 'unknown', ...both };
  } catch (error) {
    if (whyUndecided(error) === undefined) throw error;
    return { kind: 'unknown', ...both };
  }
};
