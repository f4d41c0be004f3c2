import { openAsker } from '../../src/compat/second-opinion/asker.ts';
import { coveredAt } from '../../src/compat/second-opinion/covered.ts';
import { secondAnswers } from '../../src/compat/second-opinion/settle.ts';
import { contains } from '../../src/compat/schema/relation.ts';
import { writeValue } from '../../src/compat/schema/text.ts';
import type { Value } from '../../src/compat/schema/value.ts';
import type { Figures } from '../bench.ts';
import { events } from './events.ts';
import { github } from './github.ts';
import { kubernetes } from './kubernetes.ts';
import type { Family, Pair } from './pair.ts';
import { medianOf, percentiles } from './percentiles.ts';
import { plainFamily, small } from './plain.ts';
import { openPeer, type TimedPeer } from './timed-peer.ts';
import { timedPair } from './timed.ts';

interface Asked {
  readonly ours: number[];
  readonly theirs: number[];
  /** How often which of its answers stood how. */
  readonly stands: Map<string, number>;
}

/** Both tools on one pair, both directions. @throws where it is right against us */
const askBoth = async (other: TimedPeer, { name, dialect, a, b }: Pair, { ours, theirs, stands }: Asked): Promise<void> => {
  const count = (kind: string): unknown => stands.set(kind, (stands.get(kind) ?? 0) + 1);
  const [one, two] = [a, b].map((root) => coveredAt({ root, dialect, formatAssertion: false }, ''));
  if (one?.kind !== 'covered' || two?.kind !== 'covered') {
    count('not covered');
    return;
  }
  const both = { a: dialect, b: dialect };
  const mine = timedPair(a, b, both, false).reduce((sum, { engineMs }) => sum + engineMs, 0);
  const { opinion, ms } = await other.ask(one.schema, two.schema);
  if (opinion.kind === 'none') {
    count('no answer');
    return;
  }
  theirs.push(ms);
  ours.push(mine);
  const answers = { aInB: contains(a, b, { dialect }), bInA: contains(b, a, { dialect }) };
  const second = await secondAnswers({ ...openAsker(), ask: () => Promise.resolve(opinion) }, one, two, answers);
  for (const { stands: how, example } of [second.aInB, second.bInA]) {
    count(how);
    if (how === 'confirmed')
      throw new Error(`json-schema-diff is right against us on ${name}, with ${writeValue((example?.value ?? null) as Value)}`);
  }
};

const warmUp = 2000;

const ratioOf = ({ theirs, ours }: Asked): string => (medianOf(theirs) / medianOf(ours)).toFixed(1);

const compare = async ({ name, pairs }: Family, sum: Asked): Promise<string[]> => {
  await using other = openPeer();
  // Both are compiled as they run: each is asked for some two seconds ahead.
  for (const begun = performance.now(); performance.now() - begun < warmUp;)
    for (const { dialect, a, b } of pairs) timedPair(a, b, { a: dialect, b: dialect }, false);
  for (const pair of pairs.slice(0, warmUp / 20)) await askBoth(other, pair, { ours: [], theirs: [], stands: new Map() });
  const asked: Asked = { ours: [], theirs: [], stands: new Map() };
  for (const pair of pairs) await askBoth(other, pair, asked);
  sum.theirs.push(...asked.theirs);
  sum.ours.push(...asked.ours);
  return [
    `${name}:`,
    `  json-schema-diff: ${percentiles(asked.theirs)}`,
    `  ours: ${percentiles(asked.ours)}`,
    `  ratio of the medians: ${ratioOf(asked)}; its answers: ${[...asked.stands].map(([kind, count]) => `${count} ${kind}`).join(', ')}`,
  ];
};

/** json-schema-diff and ours on pairs that it can do, both directions in one question, ours without confirmation. */
export const peer = async (size: number): Promise<Figures> => {
  const families = [small(size * 5), ...[kubernetes(size * 3), events(size * 3)].map((family) => plainFamily(family, size))];
  if (size > 50) families.push(plainFamily(github(), size));
  const figures: string[] = [];
  const all: Asked = { ours: [], theirs: [], stands: new Map() };
  for (const family of families) figures.push(...(await compare(family, all)));
  return { figures: [...figures, `all pairs that it can do: ratio of the medians ${ratioOf(all)}`] };
};
