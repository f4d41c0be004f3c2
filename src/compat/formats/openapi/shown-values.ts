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
import { isRecord, type Part } from './part.ts';

// Examples and defaults say nothing about what is valid; but one that was valid and is not any more tells somebody to
// send what is refused.

interface Shown {
  readonly of: 'example' | 'default';
  /** Where it stands, from the schema or the part that has it; and where that stands. */
  readonly path: readonly (string | number)[];
  readonly from: string;
  readonly value: unknown;
}

/** The values that a media type, a parameter or a header shows: `example`, and each of `examples`. */
const shownByPart = ({ value, pointer: from }: Part): Shown[] => [
  ...(Object.hasOwn(value, 'example') ? [{ of: 'example' as const, path: ['example'], from, value: value['example'] }] : []),
  ...(isRecord(value['examples'])
    ? Object.entries(value['examples']).flatMap(([name, example]) =>
        isRecord(example) && Object.hasOwn(example, 'value')
          ? [{ of: 'example' as const, path: ['examples', name, 'value'], from, value: example['value'] }]
          : [],
      )
    : []),
];

/** The values that a schema shows of itself, and those that it consists of. */
const shownBySchema = ({ nodes }: Shape): Shown[] =>
  nodes.flatMap(({ value, pointer: from }) => {
    if (!isRecord(value)) return [];
    const listed: unknown = value['examples'];
    return [
      ...(['default', 'example'] as const).flatMap((of) => (Object.hasOwn(value, of) ? [{ of, path: [of], from, value: value[of] }] : [])),
      ...(Array.isArray(listed)
        ? listed.map((one: unknown, i) => ({ of: 'example' as const, path: ['examples', i], from, value: one }))
        : []),
    ];
  });

/** Is a value valid? Undefined where that is not known. */
const isValid = (questions: Questions, schema: Schema, value: unknown): boolean | undefined => {
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
  for (const { of, path, from, value } of theirs) {
    const alike = mine.filter((one) => one.path.join('/') === path.join('/'));
    const before = alike.find((one) => one.from === from) ?? alike[0];
    if (!before || isValid(questions, next, value) !== false || isValid(questions, old, before.value) !== true) continue;
    const places = { old: below(before.from, ...path), new: below(from, ...path) };
    add({ kind: 'shown-value', of, value: textOf(value), ...placed(site), ...places, reached: 1 });
  }
};

/** What two parts show beside their schemas. */
export const compareShownByParts = (
  questions: Questions,
  [x, y]: readonly [Part, Part],
  schemas: readonly [Schema, Schema],
  site: Site,
  add: (fact: Fact) => void,
): void => compareShown(questions, [shownByPart(x), shownByPart(y)], schemas, site, add);

/** What two schemas show of themselves. */
export const compareShownBySchemas = (
  questions: Questions,
  schemas: readonly [Schema, Schema],
  [a, b]: readonly [Shape, Shape],
  site: Site,
  add: (fact: Fact) => void,
): void => compareShown(questions, [shownBySchema(a), shownBySchema(b)], schemas, site, add);
