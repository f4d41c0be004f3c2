import { sharedParts } from '../../schema/form/cut.ts';
import { canonicalJson } from '../../../core/hash.ts';
import { nearest } from '../../../core/nearest.ts';
import type { Document } from '../../document.ts';
import type { Fact, Side } from '../../fact.ts';
import { below } from '../../pointer.ts';
import type { Mask } from '../directions.ts';
import { pairSchemas } from '../pair.ts';
import { type Questions, questionsOf } from '../schemas/questions.ts';
import type { Shape } from '../schemas/shape.ts';
import { containsWritten, textAnswers } from '../textual.ts';
import type { Reference } from '../schemas/references.ts';
import { defaultMappings } from '../schemas/default-mapping.ts';
import { nullableAlone } from '../schemas/nullable.ts';
import { type Same, sameness, targetsOf } from '../schemas/same.ts';
import { type Dialect, type Schema, type Source, sourceOf } from '../schemas/source.ts';
import type { Site, Written } from '../../site.ts';
import { alongside } from './alongside.ts';
import { compareDefaults } from './defaults.ts';
import type { Part } from './part.ts';
import { compareShownByParts, compareShownBySchemas, shownByPart } from './shown-values.ts';

/** Where a part stands in either document; a side that lacks it names the place where it would stand. */
interface At {
  readonly old?: string;
  readonly new?: string;
}

/** Two OpenAPI documents while they are compared: what every room of this folder asks of them, and where it leaves what it finds. */
export interface Comparison {
  readonly old: Document;
  readonly next: Document;
  /** Are two parts the same, with all that they refer to? */
  readonly same: Same;
  /** Do two parts say the same at the same place, examples too, and is that known at once? */
  readonly isShared: (a: unknown, b: unknown) => boolean;
  /** As `same`, for parts that are no schemas; `name` is the member that holds them. */
  readonly isEqual: (x: unknown, y: unknown, name: string) => boolean;
  readonly add: (fact: Fact) => void;
  /** Something differs that is not judged: the cells it touches are unknown. */
  readonly undecided: (what: string, where: string, at: At, side?: Side) => void;
  /** What differs in members that nothing here looks at; `handled` are looked at by the caller. */
  readonly leftovers: (x: Part, y: Part, handled: ReadonlySet<string>, where: string, side?: Side) => void;
  /** Says that a part cannot be compared because its reference leads elsewhere; false when it can. */
  readonly elsewhere: (x: Part | undefined, y: Part | undefined, where: string) => boolean;
  /** Compares the member `schema` of two parts, seen from a side; a mask names the directions that count. */
  readonly schemas: Readonly<Record<'request' | 'response', (x: Part | undefined, y: Part | undefined, site: Site, mask?: Mask) => void>>;
  /** As `schemas`, of schemas that are not a member `schema`. */
  readonly values: Readonly<Record<'request' | 'response', Values>>;
  /** Adds what was found of schemas: that waits until all of them are compared. */
  readonly settle: () => void;
  /** What is asked about the schemas of both documents, as a side sees them. */
  readonly asked: Readonly<Record<'request' | 'response', Asked>>;
}

type Values = (schemas: readonly [Schema, Schema], site: Site, at: { readonly old: string; readonly new: string }, mask?: Mask) => void;

export interface Asked {
  readonly old: Source;
  readonly new: Source;
  readonly questions: Questions;
}

/** Members that say nothing about which requests and responses are valid. */
export const silent: ReadonlySet<string> = new Set([
  'summary',
  'description',
  'operationId',
  'tags',
  'externalDocs',
  'example',
  'examples',
  'deprecated',
  'info',
  'openapi',
  'components',
  'paths',
  'jsonSchemaDialect',
  '$schema',
  '$self',
  'links',
]);

/** That a member differs which nothing looks at; a name that is one or two letters from a known one was most likely mistyped. */
export const notCompared = (name: string, known: Iterable<string>): string => {
  const near = nearest(name, known);
  const isSlip = near !== undefined && near !== name && Math.abs(near.length - name.length) <= 2;
  return `${JSON.stringify(name)} differs, which is not compared yet${isSlip ? `; did you mean ${JSON.stringify(near)}?` : ''}`;
};

const dialectOf = (document: Document): Dialect =>
  String((document.value as Record<string, unknown>)['openapi']).startsWith('3.0') ? 'openapi-3.0' : 'openapi-3.1';

const nullableWords = '"nullable" without "type" stands on one side alone: it has no effect by the letter, and is read as "or null"';

/** Members beside the schemas that hold schemas themselves. */
const holdsSchemas: ReadonlySet<string> = new Set(['callbacks', 'encoding']);

interface Seat {
  /** The artifact calls and others answer: its requests travel as answers do elsewhere. */
  readonly isTurned: boolean;
  /** Whoever is at the other end was generated. */
  readonly isGenerated: boolean;
}

export const comparisonOf = (
  old: Document,
  next: Document,
  references: readonly Reference[],
  add: (fact: Fact) => void,
  { isTurned, isGenerated }: Seat = { isTurned: false, isGenerated: false },
): Comparison => {
  const [oldDialect, newDialect] = [dialectOf(old), dialectOf(next)];
  const shared = sharedParts(old.value, next.value);
  const areClean = targetsOf(old, next, references, shared);
  const same = sameness(old, next, references, oldDialect === newDialect, shared, areClean);

  const askedOf = (side: 'request' | 'response'): Asked => {
    // What the artifact tells is seen as an answer, whether it is asked for it or calls.
    const view = (side === 'request') === isTurned ? 'response' : 'request';
    const [a, b] = [sourceOf(old, oldDialect, view, isGenerated), sourceOf(next, newDialect, view, isGenerated)];
    return { old: a, new: b, questions: questionsOf(a, b, same, shared) };
  };
  const undecided: Comparison['undecided'] = (what, where, at, side) =>
    add({ kind: 'undecided', what, where, ...at, ...(side ? { side } : {}), reached: 1 });
  const asked = { request: askedOf('request'), response: askedOf('response') };
  const settles: (() => void)[] = [];
  const values: Partial<Record<'request' | 'response', Values>> = {};
  const schemas = Object.fromEntries(
    (['request', 'response'] as const).map((side) => {
      const { old: a, new: b, questions } = asked[side];
      const texts = {
        contains: containsWritten(questions),
        answers: (x: Shape, y: Shape, written: Written) => textAnswers(questions, x, y, written),
      };
      const { pair, settle } = pairSchemas({ ...questions, texts, add }, side);
      settles.push(settle);
      const visit = alongside(same, (pairOf, [mine, theirs], site) => {
        if (side === 'request') compareDefaults(mine, theirs, site, add);
        const places = nullableAlone(mine, theirs);
        if (places) undecided(nullableWords, site.text, places);
        const otherwise = defaultMappings(mine, theirs);
        if (otherwise) undecided(`"defaultMapping" of the discriminator differs, which is not compared`, site.text, otherwise);
        compareShownBySchemas(questions, pairOf, [mine, theirs], site, add);
      });
      const schema = (source: typeof a, part: Part | undefined): Schema => {
        const pointer = part ? below(part.pointer, 'schema') : '';
        return part && Object.hasOwn(part.value, 'schema') ? [source.at(pointer)] : [];
      };
      const compared: Values = ([mine, theirs], site, at, mask) => {
        pair(mine, theirs, site, at, mask);
        visit(mine, theirs, site);
      };
      values[side] = compared;
      return [
        side,
        (x: Part | undefined, y: Part | undefined, site: Site, mask?: Mask) => {
          const [mine, theirs] = [schema(a, x), schema(b, y)];
          compared([mine, theirs], site, { old: x?.pointer ?? '', new: y?.pointer ?? '' }, mask);
          if (x && y) compareShownByParts(questions, [shownByPart(old, x), shownByPart(next, y)], [mine, theirs], site, add);
        },
      ];
    }),
  ) as unknown as Comparison['schemas'];

  const comparison: Comparison = {
    old,
    next,
    same,
    isShared: (a, b) => {
      if (a === b || typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
      const id = shared.ids.get(a);
      return id !== undefined && id === shared.ids.get(b);
    },
    schemas,
    values: values as Comparison['values'],
    asked,
    settle: () => {
      for (const settle of settles) settle();
    },
    add,
    // The same text is the same only where all that it refers to is, and, where it holds schemas, in one dialect.
    isEqual: (x, y, name) =>
      canonicalJson(x ?? null) === canonicalJson(y ?? null) &&
      areClean(x) &&
      (x === undefined || oldDialect === newDialect || !holdsSchemas.has(name)),
    undecided,
    leftovers: (x, y, handled, where, side) => {
      for (const name of new Set([...Object.keys(x.value), ...Object.keys(y.value)])) {
        if (handled.has(name) || silent.has(name) || name.startsWith('x-')) continue;
        if (comparison.isEqual(x.value[name], y.value[name], name)) continue;
        add({
          kind: 'undecided',
          what: notCompared(name, [...handled, ...silent]),
          keyword: name,
          where,
          old: below(x.pointer, name),
          new: below(y.pointer, name),
          ...(side ? { side } : {}),
          reached: 1,
        });
      }
    },
    elsewhere: (x, y, where) => {
      const part = x?.elsewhere === undefined ? y : x;
      if (part?.elsewhere === undefined) return false;
      comparison.undecided(
        `$ref ${JSON.stringify(part.elsewhere)} leads out of the contract and is not fetched: bundle what it names into the contract`,
        where,
        { ...(x ? { old: x.pointer } : {}), ...(y ? { new: y.pointer } : {}) },
      );
      return true;
    },
  };
  return comparison;
};
