import { type Condition, parseCondition } from './condition.ts';

/** Parts of a list that are not inside of brackets or quotes. */
const partsOf = (list: string): string[] =>
  list.match(/(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|\([^()]*\)|[^,'"(])+/g)?.map((part) => part.trim()) ?? [];

const key = /^(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")*")/;

/** What a partition takes, as conditions on the columns of its parent's key: `RANGE (at)` and `FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`. */
export const boundsOf = (partitionedBy: string, bound: string): readonly Condition[] => {
  const by = /^(?<how>RANGE|LIST|HASH) \((?<keys>.*)\)$/s.exec(partitionedBy)?.groups;
  if (!by || by['how'] === 'HASH') return [];
  const keys = partsOf(by['keys'] ?? '').map((part) => (part.includes('(') ? undefined : key.exec(part)?.[0]));
  if (by['how'] === 'LIST') {
    const values = /^FOR VALUES IN \((.*)\)$/s.exec(bound)?.[1];
    const given = partsOf(values ?? '').filter((value) => value !== 'NULL');
    return values === undefined || keys[0] === undefined || given.length === 0
      ? []
      : [parseCondition(`${keys[0]} = ANY (ARRAY[${given.join(', ')}])`)];
  }
  const ends = /^FOR VALUES FROM \((?<from>.*)\) TO \((?<to>.*)\)$/s.exec(bound)?.groups;
  if (!ends) return [];
  const [from, to] = [partsOf(ends['from'] ?? ''), partsOf(ends['to'] ?? '')];
  // Up to the first key whose ends differ; what comes after it is free between them.
  const conditions: string[] = [];
  for (const [index, name] of keys.entries()) {
    const [low = 'MINVALUE', high = 'MAXVALUE'] = [from[index], to[index]];
    if (name === undefined) break;
    const last = index === keys.length - 1;
    if (low !== 'MINVALUE') conditions.push(`${name} >= ${low}`);
    if (high !== 'MAXVALUE') conditions.push(`${name} ${last || low !== high ? '<' : '<='} ${high}`);
    if (low !== high) break;
  }
  return conditions.map(parseCondition);
};
