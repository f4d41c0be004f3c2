import { confirm } from '../../schema/confirm/confirm.ts';
import { cutsOf, type Shared } from '../../schema/form/cut.ts';
import { limitOf } from '../../schema/limit.ts';
import { type Place, SchemaError } from '../../schema/read/place.ts';
import { readDocument, readSchema } from '../../schema/read/read.ts';
import { type Form, sessionOf } from '../../schema/session.ts';
import { Undecided } from '../../schema/undecided.ts';
import type { Answer } from '../../schema/solve/answer.ts';
import type { Containment } from '../../fact.ts';
import { below, fragmentOf } from '../../pointer.ts';
import type { Node, Schema, Source } from './source.ts';
import { unaskedBelow } from './unasked.ts';

/** How long one question may take, in ms, and how much work it may be: the work decides, so that answers do not depend on the machine. */
const budget = { steps: 1_500_000, ms: 10_000 };

/** Questions about the schemas of two documents. All share one engine, so that what was found for one serves the next. */
export interface Questions {
  /** Is everything that a writer of `a` sends valid for a reader of `b`? (profile `tolerant-reader`) */
  readonly contains: (a: Schema, b: Schema) => Containment;
  /** Do two schemas say the same, with everything that they refer to? `false` when that is not known at once. */
  readonly same: (a: Node, b: Node) => boolean;
  /** A value as it is wanted, as small as can be. */
  readonly find: (wanted: Wanted) => Answer;
  /** A schema as the engine reads it; undefined for one that it cannot read. */
  readonly placeOf: (schema: Schema) => Place | undefined;
}

/** A value that a writer of `sent` sends, that `taken` accepts too, and that `refused` does not. */
interface Wanted {
  readonly sent: Schema;
  readonly taken?: Schema;
  readonly refused?: Schema;
  /** Schemas of 2020-12 that it is valid under as well. */
  readonly besides?: readonly unknown[];
  /** Only whether there is one is asked: it may be as large as it is found. */
  readonly isAny?: true;
}

interface Known {
  readonly place: Place;
  readonly form: Form;
}

/** @param equal are two parts written the same, with all that they refer to? */
export const questionsOf = (old: Source, next: Source, equal: (a: unknown, b: unknown) => boolean, shared?: Shared): Questions => {
  const limit = limitOf(budget);
  const session = sessionOf(limit, true, cutsOf([old.seen, next.seen], { spend: () => {} }, {}, shared));
  const documents = new Map<Source, ReturnType<typeof readDocument>>();
  const places = new WeakMap<Node, Place>();
  const forms = new Map<string, Known | { readonly reason: string }>();
  const written = new Map<Form, Form>();

  const placeOf = (node: Node): Place => {
    let place = places.get(node);
    if (!place) {
      const { source } = node;
      let document = documents.get(source);
      if (!document) documents.set(source, (document = placesOf(source)));
      const found = document.placeAt(node.pointer);
      place = node.isPart ? partOf(node, found, placeOfAll) : found;
      places.set(node, place);
    }
    return place;
  };

  const placeOfAll = (schema: Schema): Place => {
    const [first] = schema;
    return first && schema.length === 1 ? placeOf(first) : allOf(schema.map(placeOf), old, placeOf);
  };

  const known = (schema: Schema): Known | { readonly reason: string } => {
    const key = schema.map(({ id }) => id).join();
    let found = forms.get(key);
    if (!found) forms.set(key, (found = made(schema)));
    return found;
  };
  const made = (schema: Schema): Known | { readonly reason: string } => {
    try {
      limit.refill();
      const place = placeOfAll(schema);
      return { place, form: session.form(place) };
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  };

  const ask = (a: Known, b: Known): Containment => {
    limit.refill();
    let writer = written.get(a.form);
    if (!writer) written.set(a.form, (writer = session.closed(a.form)));
    const answer = session.find([writer], [b.form]);
    if (answer.kind === 'none') return { kind: 'contained' };
    if (answer.kind === 'unknown') return answer;
    const confirmed = confirm({ a: a.place, b: b.place, witness: answer.value, formatAssertion: true });
    return confirmed.kind === 'confirmed'
      ? { kind: 'not-contained', witness: answer.value, confirmedBy: confirmed.by.join(', ') }
      : {
          kind: 'unknown',
          reason: `the document that shows the difference is not confirmed: ${confirmed.reason}`,
          unconfirmed: { value: answer.value },
        };
  };

  const extra = new Map<string, Form>();
  const besideOf = (schema: unknown): Form => {
    const key = JSON.stringify(schema);
    let form = extra.get(key);
    if (!form) extra.set(key, (form = session.form(readSchema(schema, { dialect: '2020-12' }))));
    return form;
  };
  const find = ({ sent, taken, refused, besides = [], isAny }: Wanted): Answer => {
    const all = [sent, ...(taken ? [taken] : []), ...(refused ? [refused] : [])].map(known);
    for (const one of all) if ('reason' in one) return { kind: 'unknown', reason: one.reason };
    const [writer, ...others] = (all as Known[]).map(({ form }) => form);
    if (!writer) throw new Error('a value is wanted of some schema');
    try {
      limit.refill();
      let form = written.get(writer);
      if (!form) written.set(writer, (form = session.closed(writer)));
      return session.find([form, ...(taken ? others.slice(0, 1) : []), ...besides.map(besideOf)], refused ? others.slice(-1) : [], !isAny);
    } catch (error) {
      return { kind: 'unknown', reason: reasonOf(error) };
    }
  };

  return {
    find,
    placeOf: (schema) => {
      try {
        return placeOfAll(schema);
      } catch (error) {
        reasonOf(error);
        return undefined;
      }
    },
    same: (a, b) => {
      if (a === b || equal(a.value, b.value)) return true;
      const [one, two] = [known([a]), known([b])];
      // A keyword that is not understood is no part of a form, nor is what the engine passes over.
      return (
        'form' in one &&
        'form' in two &&
        session.ignored.size === 0 &&
        session.isSame(one.form, two.form) &&
        unaskedBelow(a) === unaskedBelow(b)
      );
    },
    contains: (a, b) => {
      if (b.length === 0) return { kind: 'contained' };
      const [one, two] = [known(a), known(b)];
      if ('reason' in one) return { kind: 'unknown', reason: one.reason };
      if ('reason' in two) return { kind: 'unknown', reason: two.reason };
      try {
        return ask(one, two);
      } catch (error) {
        return { kind: 'unknown', reason: reasonOf(error) };
      }
    },
  };
};

/** The places of a document: of an API they are found below its parts, of a schema anchors and identifiers count too. */
const placesOf = ({ seen, dialect }: Source): ReturnType<typeof readDocument> => {
  if (dialect.startsWith('openapi')) return readDocument(seen, { dialect });
  const root = readSchema(seen, { dialect });
  return { placeAt: (pointer) => (pointer === '' ? root : root.resolve(`#${fragmentOf(pointer)}`)) };
};

/** Why there is no answer. @throws what is a bug */
const reasonOf = (error: unknown): string => {
  if (error instanceof Undecided) return error.message;
  if (error instanceof SchemaError) return `at #${error.place.pointer}: ${error.message}`;
  if (error instanceof RangeError) return 'the schemas nest too deeply';
  throw error;
};

/** A schema that has only some of the keywords of its place, or others. */
const partOf = ({ value, within }: Node, place: Place, placeOfAll: (schema: Schema) => Place): Place => ({
  value,
  pointer: place.pointer,
  resource: place.resource,
  below: (...path) => {
    const other = within?.get(below('', ...path));
    return other ? placeOfAll(other) : place.below(...path);
  },
  resolve: (reference) => place.resolve(reference),
});

/** All of some places at once, as a place. */
const allOf = (parts: readonly Place[], source: Source, placeOf: (node: Node) => Place): Place => {
  const [first] = parts;
  const home = first ?? placeOf(source.at(''));
  return {
    value: first ? { allOf: parts.map(({ value }) => value) } : true,
    pointer: home.pointer,
    resource: home.resource,
    below: (...path) => {
      const [keyword, at, ...rest] = path;
      const part = keyword === 'allOf' ? parts[Number(at)] : undefined;
      if (!part) throw new Error(`nothing stands at ${path.join('/')}`);
      return rest.length > 0 ? part.below(...rest) : part;
    },
    resolve: (reference) => home.resolve(reference),
  };
};
