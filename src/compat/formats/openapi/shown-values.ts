import type { Document } from '../../document.ts';
import type { Fact } from '../../fact.ts';
import { below } from '../../pointer.ts';
import { SchemaError } from '../../schema/read/place.ts';
import { accepts } from '../../schema/interpret/interpret.ts';
import { Undecided } from '../../schema/undecided.ts';
import type { Value } from '../../schema/value.ts';
import type { Site } from '../../site.ts';
import type { Questions } from '../schemas/questions.ts';
import type { Shape } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';
import { placed } from '../standing.ts';
import { isRecord, type Part, partAt } from './part.ts';

// Examples and defaults say nothing about what is valid; but one that was valid and is not any more tells somebody to
// send what is refused.

/** One value that is shown. */
export interface Shown {
  readonly of: 'example' | 'default';
  /** What it is called where it is shown: what pairs it with that of the other version. */
  readonly key: string;
  readonly pointer: string;
  readonly value: unknown;
}

/** The values that a media type, a parameter or a header shows: `example`, and each of `examples`, which may be a reference. */
export const shownByPart = (document: Document, { value, pointer: from }: Part): Shown[] => [
  ...(Object.hasOwn(value, 'example')
    ? [{ of: 'example' as const, key: 'example', pointer: below(from, 'example'), value: value['example'] }]
    : []),
  ...(isRecord(value['examples'])
    ? Object.entries(value['examples']).flatMap(([name, written]) => {
        const example = partAt(document, below(from, 'examples', name), written);
        return example && Object.hasOwn(example.value, 'value')
          ? [{ of: 'example' as const, key: `examples/${name}`, pointer: below(example.pointer, 'value'), value: example.value['value'] }]
          : [];
      })
    : []),
];

/** The values that one schema object shows of itself. */
export const shownAt = (value: unknown, from: string): Shown[] => {
  if (!isRecord(value)) return [];
  const listed: unknown = value['examples'];
  return [
    ...(['default', 'example'] as const).flatMap((of) =>
      Object.hasOwn(value, of) ? [{ of, key: of, pointer: below(from, of), value: value[of] }] : [],
    ),
    ...(Array.isArray(listed)
      ? listed.map((one: unknown, i) => ({
          of: 'example' as const,
          key: `examples/${i}`,
          pointer: below(from, 'examples', i),
          value: one,
        }))
      : []),
  ];
};

/** The values that a schema shows of itself, and those that it consists of. */
const shownBySchema = ({ nodes }: Shape): Shown[] => nodes.flatMap(({ value, pointer }) => shownAt(value, pointer));

/** Is a value valid? Undefined where that is not known. */
export const isValid = (questions: Questions, schema: Schema, value: unknown): boolean | undefined => {
  const place = questions.placeOf(schema);
  if (!place) return undefined;
  try {
    return accepts(place, value as Value, { formatAssertion: true });
  } catch (error) {
    if (error instanceof Undecided || error instanceof SchemaError || error instanceof RangeError) return undefined;
    throw error;
  }
};

const textOf = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const compareShown = (
  questions: Questions,
  [mine, theirs]: readonly [readonly Shown[], readonly Shown[]],
  [old, next]: readonly [Schema, Schema],
  site: Site,
  add: (fact: Fact) => void,
): void => {
  for (const shown of theirs) {
    const alike = mine.filter(({ key }) => key === shown.key);
    const before = alike.find(({ pointer }) => pointer === shown.pointer) ?? alike[0];
    if (!before || isValid(questions, next, shown.value) !== false || isValid(questions, old, before.value) !== true) continue;
    add(noLongerValid(before, shown, site));
  }
};

/** A value that is not valid stands where one stood that was. */
export const noLongerValid = (before: Shown, { of, value, pointer }: Shown, site: Site): Fact => ({
  kind: 'shown-value',
  of,
  value: textOf(value),
  ...placed(site),
  old: before.pointer,
  new: pointer,
  reached: 1,
});

/** What two parts show beside their schemas. */
export const compareShownByParts = (
  questions: Questions,
  [x, y]: readonly [readonly Shown[], readonly Shown[]],
  schemas: readonly [Schema, Schema],
  site: Site,
  add: (fact: Fact) => void,
): void => compareShown(questions, [x, y], schemas, site, add);

/** What two schemas show of themselves. */
export const compareShownBySchemas = (
  questions: Questions,
  schemas: readonly [Schema, Schema],
  [a, b]: readonly [Shape, Shape],
  site: Site,
  add: (fact: Fact) => void,
): void => compareShown(questions, [shownBySchema(a), shownBySchema(b)], schemas, site, add);
