import { DrillError } from '../../core/error.ts';
import { fragmentOf } from '../pointer.ts';
import { type Confirmation, confirm } from './confirm/confirm.ts';
import { appliedAt, explain } from './interpret/interpret.ts';
import { differenceOf } from './interpret/describe.ts';
import { behindOf } from './interpret/marks.ts';
import { cutsOf } from './form/cut.ts';
import { checkJson } from './json.ts';
import { limitOf, type PairLimit } from './limit.ts';
import { asGenerated } from './profile/codegen.ts';
import { questionOptions } from './options.ts';
import type { Containment, Profile, QuestionOptions, Relation } from './question.ts';
import { type Dialect, type Place, SchemaError } from './read/place.ts';
import { readSchema } from './read/read.ts';
import { type Form, type Session, sessionOf } from './session.ts';
import { Undecided } from './undecided.ts';
import type { Value } from './value.ts';
import { documentOf, type Documents } from './whereabouts.ts';

/** One of the two schemas of a question: as it stands for a writer, and as it stands for a reader. */
interface Side {
  readonly place: Place;
  readonly written: Form;
  readonly read: Form;
  readonly reader: Place;
  /** Where the marks in them lie: as a writer's, and as a reader's. */
  readonly documents: Documents;
  readonly documentsOfReader: Documents;
}

interface Question {
  readonly session: Session;
  readonly limit: PairLimit;
  readonly profile: Profile;
  readonly formatAssertion: boolean;
}

/** What a generated client makes of a schema and of all that it may refer to; the same where that is nothing. */
const generated = (documents: Documents): Documents => {
  const others = Object.entries(documents.others ?? {}).map(([uri, one]) => [uri, one, asGenerated(one)] as const);
  const own = asGenerated(documents.own);
  if (own === documents.own && others.every(([, one, made]) => one === made)) return documents;
  return { own, others: documents.others && Object.fromEntries(others.map(([uri, , made]) => [uri, made])) };
};

const sideOf = (schema: unknown, name: 'a' | 'b', dialect: Dialect | undefined, options: QuestionOptions, question: Question): Side => {
  const { session, profile } = question;
  const at = options.at?.[name] ?? '';
  const read = ({ own, others }: Documents): Place => {
    const root = readSchema(own, {
      uri: options.uri?.[name] ?? `schema:${name}`,
      ...(dialect ? { dialect } : {}),
      ...(others ? { schemas: others } : {}),
    });
    // As a reference would lead there: what the keywords around it make of it does not count.
    return at === '' ? root : root.resolve(`#${fragmentOf(at)}`);
  };
  const documents: Documents = { own: schema, others: options.schemas };
  try {
    const place = read(documents);
    const form = session.form(place);
    const documentsOfReader = profile === 'codegen' ? generated(documents) : documents;
    const reader = documentsOfReader === documents ? place : read(documentsOfReader);
    return {
      place,
      written: profile === 'strict' ? form : session.closed(form),
      read: reader === place ? form : session.form(reader),
      reader,
      documents,
      documentsOfReader,
    };
  } catch (error) {
    throw asUsage(error, `schema ${name.toUpperCase()}`, documents);
  }
};

/** A schema that says nothing is the user's error, whenever it is found; anything else stays what it is. */
const asUsage = (error: unknown, name: string, ...sides: readonly Documents[]): unknown => {
  if (!(error instanceof SchemaError)) return error;
  const uri = sides.map((documents) => documentOf(error.place, documents)).find((found) => found !== undefined);
  const where = uri === undefined ? `in ${name} at #${error.place.pointer}` : `in ${uri}#${error.place.pointer}, to which ${name} refers`;
  return new DrillError(error.code, `${where}: ${error.message}`, {
    why: 'A schema that says nothing that can be understood cannot be compared.',
    cause: error,
  });
};

/** The part of the time that is kept for confirming and explaining what was found. */
const forConfirming = 0.15;

/** @param part how much of the time that is left it may take (0 to 1) */
const inclusion = (a: Side, b: Side, question: Question, part: number): Containment => {
  const { session, limit, profile, formatAssertion } = question;
  const about = { profile, ignored: [...session.ignored].sort() };
  try {
    limit.share(part * (1 - forConfirming));
    const answer = session.find([a.written], [b.read]);
    limit.share(1);
    if (answer.kind === 'none') return { kind: 'contained', ...about };
    if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, ...about };
    const witness = answer.value;
    const confirmed = confirm({ a: a.place, b: b.reader, witness, formatAssertion, limit });
    if (confirmed.kind === 'unconfirmed')
      return {
        kind: 'unknown',
        reason: `the document that shows the difference is not confirmed: ${confirmed.reason}`,
        unconfirmed: { value: witness },
        ...about,
      };
    const [refusedBy] = explain(b.reader, witness, { formatAssertion, budget: limit });
    if (!refusedBy) throw new Error('a confirmed witness that nothing refuses');
    const refusing = behindOf(refusedBy)?.place;
    const refusedIn = refusing && documentOf(refusing, b.documentsOfReader);
    const letting = appliedAt(a.place, witness, refusedBy.document, { formatAssertion, budget: limit }).at(-1);
    const letThroughIn = letting && documentOf(letting, a.documents);
    return {
      kind: 'not-contained',
      witness,
      confirmedBy: confirmed.by,
      refusedBy: { ...refusedBy, ...(refusedIn === undefined ? {} : { uri: refusedIn }) },
      letThroughBy: letting?.pointer ?? '',
      ...(letThroughIn === undefined ? {} : { letThroughIn }),
      difference: differenceOf(refusedBy, b.reader),
      ...about,
    };
  } catch (error) {
    const reason = whyUndecided(error);
    if (reason === undefined) throw asUsage(error, 'one of the schemas', a.documents, b.documents);
    return { kind: 'unknown', reason, ...about };
  }
};

/** Is a document valid, by those who confirm witnesses? Asked as one that a schema of nothing refuses. */
const isValid = (place: Place, witness: Value, { formatAssertion, limit }: Question): Confirmation => {
  const { dialect } = place.resource;
  return confirm({ a: place, b: readSchema({ not: {} }, { uri: 'schema:nothing', dialect }), witness, formatAssertion, limit });
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
  readonly bothWays: () => Pick<Relation, 'aInB' | 'bInA'>;
  /** A document of both; `undefined` when there is none, an `Undecided` when that is not known. */
  readonly common: () => ReturnType<Session['find']>;
}

const ask = (a: unknown, b: unknown, options: QuestionOptions): Asked => {
  questionOptions(options, '');
  const { profile = 'strict', formatAssertion = false, dialect } = options;
  const limit = limitOf(options.budget);
  const [forA, forB] = typeof dialect === 'string' ? [dialect, dialect] : [dialect?.a, dialect?.b];
  try {
    checkJson(a, 'schema A', limit);
    checkJson(b, 'schema B', limit);
    for (const [uri, one] of Object.entries(options.schemas ?? {})) checkJson(one, uri, limit);
    const session = sessionOf(limit, formatAssertion, cutsOf([a, b], limit, options.at));
    const question: Question = { session, limit, profile, formatAssertion };
    const one = sideOf(a, 'a', forA, options, question);
    const two = sideOf(b, 'b', forB, options, question);
    return {
      aInB: () => inclusion(one, two, question, 1),
      bothWays: () => {
        const first = inclusion(one, two, question, 1 / 2);
        const bInA = inclusion(two, one, question, 1);
        // What the second question left is the first one's, which goes on with all that was learnt since.
        const isCut = first.kind === 'unknown' && options.budget?.steps === undefined && limit.left() > 0;
        return { aInB: isCut ? inclusion(one, two, question, 1) : first, bInA };
      },
      common: () => {
        limit.share(1);
        const found = session.find([one.written, two.written], []);
        if (found.kind !== 'value') return found;
        const unconfirmed = [one, two]
          .map(({ place }) => isValid(place, found.value, question))
          .find((said) => said.kind === 'unconfirmed');
        return unconfirmed ? { kind: 'unknown', reason: `the document of both is not confirmed: ${unconfirmed.reason}` } : found;
      },
    };
  } catch (error) {
    const reason = whyUndecided(error);
    if (reason === undefined) throw error;
    const unknown: Containment = { kind: 'unknown', reason, profile, ignored: [] };
    return { aInB: () => unknown, bothWays: () => ({ aInB: unknown, bInA: unknown }), common: () => ({ kind: 'unknown', reason }) };
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
export const bothWays = (a: unknown, b: unknown, options: QuestionOptions = {}): Pick<Relation, 'aInB' | 'bInA'> =>
  ask(a, b, options).bothWays();

/** What A is to B, with a document for each difference. @throws DrillError (usage), as `contains` does. */
export const relation = (a: unknown, b: unknown, options: QuestionOptions = {}): Relation => {
  const asked = ask(a, b, options);
  const both = asked.bothWays();
  const { aInB, bInA } = both;
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
