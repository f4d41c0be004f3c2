import type { Site } from '../../site.ts';
import { dayOf, endingOf } from '../../sunset.ts';
import type { Comparison } from './comparison.ts';
import type { Operation } from './operations.ts';
import { type Part, wordOf } from './part.ts';

const compareEnding = (c: Comparison, x: Part, y: Part, of: string, site: Site): void => {
  const [before, after] = [endingOf(x.value), endingOf(y.value)];
  if (!after) return; // what is not to end any more harms nobody
  const [old, next] = [dayOf(before), dayOf(after)];
  const turn =
    before === undefined
      ? 'added'
      : old === undefined
        ? next === undefined
          ? undefined
          : 'sunset-added'
        : next === undefined
          ? 'sunset-removed'
          : next < old
            ? 'sunset-earlier'
            : undefined;
  if (turn === undefined) return;
  c.add({
    kind: 'deprecation',
    turn,
    of,
    ...(next !== undefined && after.sunset !== undefined ? { sunset: after.sunset } : {}),
    ...(old !== undefined && before?.sunset !== undefined ? { before: before.sunset } : {}),
    where: site.text,
    ...(site.spot ? { spot: site.spot } : {}),
    old: x.pointer,
    new: y.pointer,
    reached: 1,
  });
};

/** Compares what is announced of the end of an operation and of its parameters. */
export const compareEndings = (c: Comparison, a: Operation, b: Operation, site: Site): void => {
  compareEnding(c, a.part, b.part, 'the operation', site);
  for (const y of b.parameters) {
    if (y.value['deprecated'] !== true) continue;
    const { name, in: place } = y.value;
    const x = a.parameters.find(({ value }) => value['name'] === name && value['in'] === place);
    if (x) compareEnding(c, x, y, `the ${wordOf(place)} parameter ${wordOf(name)}`, site);
  }
};
