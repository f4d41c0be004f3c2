import type { Alias, Document, Node, ParsedNode } from 'yaml';
import { suggestion } from '../../core/nearest.ts';
import { yaml } from '../../core/yaml.ts';
import { segment, type Spot } from './places.ts';

// YAML's own `toJS` is not used for three reasons: a key must stay the text that was written (`1.10` is a version, not
// the number 1.1), a key given twice must be told with both places, and what aliases unfold to must be bounded.

/** Values that a file may unfold to; far beyond any real drill.yaml, far below what hurts. */
const mostValues = 100_000;
const deepest = 100;

/** Something in the tree that no value can be made of. `offset` is where it stands. */
interface WalkProblem {
  readonly code: string;
  readonly what: string;
  readonly offset: number;
  readonly fix?: string;
}

export interface Walked {
  readonly value: unknown;
  readonly spots: ReadonlyMap<string, Spot>;
  readonly problems: readonly WalkProblem[];
}

/** What each alias stands for: the last anchor of that name before it. One pass, where asking each alias would be one pass for each. */
const targetsOf = (document: Document.Parsed): { targets: ReadonlyMap<Alias, Node>; names: readonly string[] } => {
  const { isAlias, visit } = yaml();
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return { targets, names: [...anchors.keys()] };
};

/** Turns a parsed document into plain data, noting where each value stands. */
export const walk = (document: Document.Parsed, lineOf: (offset: number) => number): Walked => {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  const spots = new Map<string, Spot>();
  const problems: WalkProblem[] = [];
  const { targets, names } = targetsOf(document);
  const unfolding = new Set<Node>();
  let values = 0;
  let tooFar: number | undefined;

  const offsetOf = (node: unknown, fallback: number): number => (node as ParsedNode | null)?.range?.[0] ?? fallback;

  const keyText = (key: unknown, fallback: number): string | undefined => {
    const node = isAlias(key) ? targets.get(key) : key;
    if (isScalar(node)) return node.source ?? String(node.value);
    problems.push({ code: 'config/bad-key', what: 'a key must be plain text; found a mapping or a list', offset: offsetOf(key, fallback) });
    return undefined;
  };

  const resolve = (alias: Alias, fallback: number, go: (target: Node) => unknown): unknown => {
    const target = targets.get(alias);
    if (target === undefined) {
      problems.push({
        code: 'config/unknown-alias',
        what: `the alias *${alias.source} stands for nothing that comes before it`,
        offset: offsetOf(alias, fallback),
        fix: suggestion(alias.source, names),
      });
      return undefined;
    }
    if (unfolding.has(target)) {
      problems.push({
        code: 'config/endless-alias',
        what: `the alias *${alias.source} stands inside what it stands for`,
        offset: offsetOf(alias, fallback),
      });
      return undefined;
    }
    unfolding.add(target);
    try {
      return go(target);
    } finally {
      unfolding.delete(target);
    }
  };

  const valueOf = (node: unknown, pointer: string, depth: number, keyOffset: number | undefined, fallback: number): unknown => {
    const offset = offsetOf(node, fallback);
    if ((values += 1) > mostValues || depth > deepest) tooFar ??= offset;
    if (tooFar !== undefined) return undefined;
    if (isAlias(node)) return resolve(node, fallback, (target) => valueOf(target, pointer, depth + 1, keyOffset, offset));
    spots.set(pointer, { value: offset, ...(keyOffset === undefined ? {} : { key: keyOffset }) });
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map((item, index) => valueOf(item, `${pointer}/${index}`, depth + 1, undefined, offset));
    if (!isMap(node)) return null;

    const first = new Map<string, number>();
    const own: [name: string, value: unknown, at: number][] = [];
    const merged: [value: unknown, at: number][] = [];
    for (const pair of node.items) {
      const at = offsetOf(pair.key, offset);
      const name = keyText(pair.key, offset);
      if (name === undefined) continue;
      const before = first.get(name);
      if (before !== undefined) {
        problems.push({
          code: 'config/duplicate-key',
          what: `the key ${JSON.stringify(name)} is given twice; the first time in line ${lineOf(before)}`,
          offset: at,
          fix: 'keep one of the two',
        });
        continue;
      }
      first.set(name, at);
      if (name === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN') merged.push([pair.value, at]);
      else own.push([name, pair.value, at]);
    }
    // What is merged comes first, so that what is given here takes its place.
    const members = new Map<string, unknown>();
    for (const [from, at] of merged) merge(from, members, pointer, depth, at);
    if (merged.length > 0) spots.set(pointer, { value: offset, ...(keyOffset === undefined ? {} : { key: keyOffset }) });
    for (const [name, value, at] of own) members.set(name, valueOf(value, `${pointer}/${segment(name)}`, depth + 1, at, at + name.length));
    return Object.fromEntries(members);
  };

  /** `<<: *defaults`, or a list of such, of which the earlier counts. */
  const merge = (from: unknown, into: Map<string, unknown>, pointer: string, depth: number, at: number): void => {
    for (const part of isSeq(from) ? from.items.toReversed() : [from]) {
      const read = isMap(isAlias(part) ? targets.get(part) : part) ? valueOf(part, pointer, depth + 1, undefined, at) : undefined;
      if (typeof read === 'object' && read !== null) for (const [name, value] of Object.entries(read)) into.set(name, value);
      else if (tooFar === undefined)
        problems.push({ code: 'config/bad-merge', what: '`<<` takes a mapping, or a list of mappings', offset: offsetOf(part, at) });
    }
  };

  const value = valueOf(document.contents, '', 0, undefined, 0);
  if (tooFar === undefined) return { value, spots, problems };
  const what = `the file nests or unfolds too far: at most ${mostValues} values and ${deepest} levels, aliases unfolded`;
  return { value: undefined, spots, problems: [{ code: 'config/too-large', what, offset: tooFar }] };
};
