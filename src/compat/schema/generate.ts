import { DrillError } from '../../core/error.ts';
import { canonicalJson } from '../../core/hash.ts';
import { fragmentOf } from '../pointer.ts';
import { checkJson } from './json.ts';
import { limitOf } from './limit.ts';
import { dialect, flag, members, shared, text, whole } from './options.ts';
import { type Pool, poolOf } from './generate/crossing.ts';
import { demandOf } from './generate/demand.ts';
import { type Follow, followerOf } from './generate/follow.ts';
import { type Mutation, mutationsOf, without } from './generate/mutations.ts';
import { type Random, randomOf } from './generate/random.ts';
import type { Mark, QuestionOptions, Refutation } from './question.ts';
import { type Dialect, SchemaError } from './read/place.ts';
import { likewise } from './declared.ts';
import { contains } from './relation.ts';
import type { Value } from './value.ts';

// Documents out of the same machinery: a document of A that B refuses is a witness of "A is not contained in B". With B
// accepting nothing it is any document of A; with A being B less one keyword it is one that this keyword alone refuses.

export interface GenerateOptions extends Omit<QuestionOptions, 'dialect' | 'at' | 'uri'> {
  /** Else by `$schema`, else 2020-12. */
  readonly dialect?: Dialect;
  /** JSON pointer of the schema, where the document given holds more than it (default: the whole document). */
  readonly at?: string;
  /** How many documents (default 10). */
  readonly count?: number;
  /** The same seed gives the same documents (default 0). */
  readonly seed?: number;
  /** Documents that are invalid in exactly one respect, instead of valid ones. */
  readonly nearly?: boolean;
}

export interface GeneratedDocument {
  readonly value: Value;
  /** Of a nearly valid one: the keyword without which it would be valid. */
  readonly refusedBy?: Mark;
}

export interface Generated {
  readonly documents: readonly GeneratedDocument[];
  /** Why there are fewer than were asked for: no document is valid (or none is refused), there are no others, or it could not be decided. */
  readonly ended?: { readonly kind: 'empty' | 'no-more' | 'unknown'; readonly reason: string };
}

const subjectUri = 'drill:schema';
const mutantUri = 'drill:nearly';

/** With demands an answer comes soon or is not worth waiting for. In steps, for the clock would make a seed give other documents. */
const patience = 200_000;
/** A schema that is too hard so often is asked once more, without demands. */
const mostUndecided = 3;
/** How boldly demands are made, one attempt after the other. */
const boldnesses: readonly number[] = [1, 1, 1, 0.8, 0.8, 0.5, 0.5, 0.2, ...Array.from({ length: 16 }, () => 1)];

/** So many documents made of parts of others are asked about at once, and so often before something else is tried. */
const crossings = 40;
const rounds = 4;

type Attempt =
  | { readonly kind: 'found'; readonly answer: Refutation }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** One document after the other, none twice. */
interface Spring {
  readonly next: () => Attempt;
}

interface Task {
  readonly root: unknown;
  readonly at: string;
  readonly options: GenerateOptions;
  readonly random: Random;
  readonly seen: Map<string, Value>;
  readonly pool: Pool;
  readonly follow: Follow;
}

const checkOptions = members({ ...shared, dialect, at: text, count: whole, seed: whole, nearly: flag });

/** Documents of `a` that `b` refuses. */
const springOf = (
  { root, at, options, random, seen, pool, follow }: Task,
  a: unknown,
  b: unknown,
  schemas: Record<string, unknown>,
): Spring => {
  const { dialect, profile, formatAssertion, budget } = options;
  const ask = (more: readonly unknown[], steps = budget?.steps): Attempt => {
    const answer = contains({ ...likewise(root), allOf: [a, ...more] }, b, {
      ...(dialect && { dialect }),
      ...(profile && { profile }),
      ...(formatAssertion === undefined ? {} : { formatAssertion }),
      schemas: { ...options.schemas, ...schemas },
      budget: { ...budget, ...(steps === undefined ? {} : { steps }) },
    });
    if (answer.kind === 'not-contained') return { kind: 'found', answer };
    return answer.kind === 'contained' ? { kind: 'none' } : { kind: 'unknown', reason: answer.reason };
  };
  const subject = { root, uri: subjectUri, follow };
  const tried = (): Attempt | undefined => {
    let undecided = 0;
    for (const boldness of boldnesses) {
      if (undecided >= mostUndecided) return undefined;
      const demand = demandOf(subject, at, random, boldness);
      if (demand === undefined) continue;
      const attempt = ask([demand], patience);
      if (attempt.kind === 'found' && !seen.has(canonicalJson(attempt.answer.witness))) return attempt;
      if (attempt.kind === 'unknown') undecided++;
    }
    return undefined;
  };
  /** Of documents that were made of parts of others, the one that is valid. */
  const crossed = (): Attempt | undefined => {
    for (let round = 0; round < rounds; round++) {
      const candidates = new Map<string, Value>();
      for (let i = 0; i < crossings; i++) {
        const candidate = pool.crossed(random);
        const key = candidate === undefined ? undefined : canonicalJson(candidate);
        if (candidate !== undefined && key !== undefined && !seen.has(key)) candidates.set(key, candidate);
      }
      if (candidates.size === 0) continue;
      const attempt = ask([{ enum: [...candidates.values()] }], patience);
      if (attempt.kind === 'found') return attempt;
    }
    return undefined;
  };
  let isDry = false;
  return {
    next: () => {
      // Where demands brought nothing new the last time, they hardly will now; parts of what is there may.
      const varied = isDry ? crossed() : tried();
      if (varied) return varied;
      const other = isDry ? tried() : crossed();
      isDry = true;
      if (other) return other;
      // No demand but that it be another one: what is said to be the end is the end.
      return ask(seen.size === 0 ? [] : [{ not: { enum: [...seen.values()] } }]);
    },
  };
};

/** Why there are no more, with how many there are. */
const counted = (count: number): string => (count === 1 ? 'there is no more than 1 document' : `there are no more than ${count} documents`);
const stopped = (count: number, reason: string): string =>
  count === 0 ? reason : `stopped after ${count}, for no other was found: ${reason}`;

const valid = function* (task: Task): Generator<GeneratedDocument, Generated['ended']> {
  const { root, at, seen } = task;
  const spring = springOf(task, { $ref: `${subjectUri}#${fragmentOf(at)}` }, false, { [subjectUri]: root });
  for (;;) {
    const attempt = spring.next();
    if (attempt.kind === 'unknown') return { ...attempt, reason: stopped(seen.size, attempt.reason) };
    if (attempt.kind === 'none')
      return seen.size === 0
        ? { kind: 'empty', reason: 'no document is valid under this schema' }
        : { kind: 'no-more', reason: counted(seen.size) };
    yield { value: attempt.answer.witness };
  }
};

const nearlyValid = function* (task: Task): Generator<GeneratedDocument, Generated['ended']> {
  const { root, at, random, seen, follow } = task;
  const b = at === '' ? root : { $ref: `${subjectUri}#${fragmentOf(at)}` };
  const spring = ({ pointer }: Mutation): Spring =>
    springOf(task, { $ref: `${mutantUri}#${fragmentOf(at)}` }, b, { [subjectUri]: root, [mutantUri]: without(root, pointer) });
  const { found, beyond } = mutationsOf(root, at, follow);
  let left = random.shuffled(found).map((mutation) => ({ mutation, spring: spring(mutation) }));
  let undecided: string | undefined;
  while (left.length > 0) {
    const kept: typeof left = [];
    for (const one of left) {
      const attempt = one.spring.next();
      if (attempt.kind === 'unknown') undecided ??= attempt.reason;
      if (attempt.kind !== 'found') continue;
      const { witness, refusedBy } = attempt.answer;
      yield { value: witness, refusedBy: { keyword: one.mutation.keyword, schema: one.mutation.pointer, document: refusedBy.document } };
      kept.push(one);
    }
    left = kept;
  }
  const [elsewhere] = beyond;
  if (seen.size === 0 && elsewhere !== undefined)
    undecided ??= `what is behind the reference ${JSON.stringify(elsewhere)} is not taken apart`;
  if (undecided !== undefined) return { kind: 'unknown', reason: stopped(seen.size, undecided) };
  return seen.size === 0
    ? { kind: 'empty', reason: 'no document is refused by one keyword alone' }
    : { kind: 'no-more', reason: counted(seen.size) };
};

/**
 * Documents of a schema, valid ones or nearly valid ones, varied and none twice; each was confirmed like any witness.
 *
 * @param schema a JSON Schema, or a document that holds one at `options.at`, as parsed JSON.
 * @throws DrillError (usage) for a schema that says nothing that can be understood, for what is no JSON, and for options that there
 *   are not
 */
export const generate = (schema: unknown, options: GenerateOptions = {}): Generated => {
  checkOptions(options, '');
  try {
    checkJson(schema, 'the schema', limitOf(options.budget));
    return generated(schema, options);
  } catch (error) {
    throw asOfSubject(error);
  }
};

/** The engine was asked about a wrapper around the schema; nobody else knows of that. */
const asOfSubject = (error: unknown): unknown => {
  if (!(error instanceof DrillError) || !(error.cause instanceof SchemaError)) return error;
  const [first] = error.problems;
  const { pointer } = error.cause.place;
  const isOwn = [subjectUri, mutantUri].some((uri) => error.message.startsWith(`in ${uri}#`));
  return first && isOwn
    ? new DrillError(first.code, `in the schema at #${pointer}: ${error.cause.message}`, { ...first, cause: error.cause })
    : error;
};

const generated = (schema: unknown, options: GenerateOptions): Generated => {
  const seen = new Map<string, Value>();
  const pool = poolOf();
  const task: Task = {
    root: schema,
    at: options.at ?? '',
    options,
    random: randomOf(options.seed ?? 0),
    seen,
    pool,
    follow: followerOf(schema, options),
  };
  const source = options.nearly === true ? nearlyValid(task) : valid(task);
  const documents: GeneratedDocument[] = [];
  while (documents.length < (options.count ?? 10)) {
    const { done, value } = source.next();
    if (done) return { documents, ...(value ? { ended: value } : {}) };
    documents.push(value);
    seen.set(canonicalJson(value.value), value.value);
    pool.add(value.value);
  }
  return { documents };
};
