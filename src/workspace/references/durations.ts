import { parseDuration } from '../../core/duration.ts';
import type { Problem } from '../../core/error.ts';
import { pathText, pointerOf } from '../reading/places.ts';
import { itemsOf, member, membersOf, type ReferenceRule, type Subject } from './reference.ts';

/** Ten years: beyond it dates and timers run out of numbers, and nobody means it. */
const longestMs = 3650 * 86_400_000;

const wrong = ({ places }: Subject, path: readonly string[], what: string): Problem => ({
  code: 'config/bad-value',
  what: `${pathText(pointerOf(...path))} ${what}`,
  at: places.value(pointerOf(...path)),
});

/** Keys of a drill whose texts are no durations, whatever they look like. */
const otherTexts: ReadonlySet<string> = new Set(['kind', 'artifact', 'environment', 'from', 'to', 'workload', 'seed', 'stores']);

/** Every text below a value, with its path. */
const textsIn = (value: unknown, path: readonly string[]): readonly (readonly [path: readonly string[], text: string])[] =>
  typeof value === 'string' ? [[path, value]] : membersOf(value).flatMap(([name, each]) => textsIn(each, [...path, name]));

export const durationLimits: ReferenceRule = {
  name: 'a duration is one that can be waited for, and evidence is fresh for more than no time',
  check: (subject) => {
    const drills = membersOf(member(subject.data, 'drills')).flatMap(([name, drill]) =>
      membersOf(drill)
        .filter(([key]) => !otherTexts.has(key))
        .flatMap(([key, value]) => textsIn(value, ['drills', name, key])),
    );
    const stops = membersOf(member(subject.data, 'artifacts')).flatMap(([name, artifact]) =>
      textsIn(member(member(artifact, 'run'), 'stop'), ['artifacts', name, 'run', 'stop']),
    );
    const budgets = membersOf(member(subject.data, 'artifacts')).flatMap(([name, artifact]) =>
      membersOf(member(artifact, 'stores')).flatMap(([store, about]) =>
        textsIn(member(about, 'lockBudget'), ['artifacts', name, 'stores', store, 'lockBudget']),
      ),
    );
    const fresh = membersOf(member(subject.data, 'policy')).flatMap(([name, policy]) =>
      textsIn(member(policy, 'freshFor'), ['policy', name, 'freshFor']),
    );
    return [
      ...[...drills, ...stops, ...budgets, ...fresh]
        .filter(([, text]) => (parseDuration(text) ?? 0) > longestMs)
        .map(([path, text]) => wrong(subject, path, `must be at most 3650d; found ${JSON.stringify(text)}`)),
      ...fresh
        .filter(([, text]) => parseDuration(text) === 0)
        .map(([path, text]) =>
          wrong(subject, path, `must be more than nothing; found ${JSON.stringify(text)}: no evidence would ever count`),
        ),
    ];
  },
};

export const trafficSteps: ReferenceRule = {
  name: 'the steps of the traffic shift go up, and end with all of it',
  check: (subject) =>
    membersOf(member(subject.data, 'drills')).flatMap(([name, drill]): readonly Problem[] => {
      const steps = itemsOf(member(member(drill, 'phases'), 'steps'));
      if (steps.length === 0 || !steps.every((step) => typeof step === 'number')) return [];
      const isAscending = steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0));
      if (isAscending && steps.at(-1) === 1) return [];
      const path = ['drills', name, 'phases', 'steps'];
      return [wrong(subject, path, `must ascend and end with 1, which is all traffic; found ${steps.join(', ')}`)];
    }),
};
