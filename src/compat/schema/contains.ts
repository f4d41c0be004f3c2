import { finiteValues, isImpossible } from './disjoint.ts';
import { accepts } from './accepts.ts';
import { isSpent, refill } from './budget.ts';
import { contained, type Derived, type Prover, unknown } from './derived.ts';
import { obligations } from './obligations.ts';
import { refute } from './sample.ts';
import { expand, type Parts, type Shape, shapeOf } from './shape.ts';
import type { Node, Schema } from './source.ts';

interface Frame {
  readonly level: number;
  lowest: number;
  readonly depth: number;
  readonly tentative: string[];
}

const maxLevel = 60;
const key = (a: Schema, b: Schema, closed: boolean): string =>
  `${a.map(({ id }) => id).join(',')}${closed ? '<' : '⊆'}${b.map(({ id }) => id).join(',')}`;

/**
 * A prover for the schemas of two documents. Answers are remembered. Recursion is met by coinduction: a question
 * that comes up again one step further into the document may be taken for proved, because documents are finite.
 */
export const proverOf = (same: (a: Node, b: Node) => boolean): ((a: Schema, b: Schema, closed: boolean) => Derived) => {
  const known = new Map<string, Derived>();
  /** Differences that nobody has looked for a document of. */
  const unshown = new Map<string, Derived>();
  const tentative = new Map<string, { lowest: number; level: number }>();
  const open = new Map<string, Frame>();
  const stack: Frame[] = [];
  let level = 0;

  const depend = (depth: number): void => {
    const top = stack.at(-1);
    if (top) top.lowest = Math.min(top.lowest, depth);
  };

  const decide: Prover['decide'] = (a, b, { closed, deeper, show }) => {
    const wanted = b.filter((node) => !a.some((other) => same(other, node)));
    if (wanted.length === 0) return contained;
    const question = key(a, wanted, closed);
    const answer = known.get(question) ?? (show ? undefined : unshown.get(question));
    if (answer) return answer;
    const assumed = tentative.get(question);
    if (assumed !== undefined && level + (deeper ? 1 : 0) >= assumed.level) {
      depend(assumed.lowest);
      return contained;
    }
    const running = open.get(question);
    if (running) {
      if (level + (deeper ? 1 : 0) <= running.level) return unknown('the schema recurs without a step into the document', wanted[0]);
      depend(running.depth);
      return contained;
    }
    if (isSpent()) return unknown('the budget for one question is used up', wanted[0]);
    if (level > maxLevel) return unknown('the schema nests too deeply', wanted[0]);
    const frame: Frame = { level: level + (deeper ? 1 : 0), lowest: Infinity, depth: stack.length, tentative: [] };
    open.set(question, frame);
    stack.push(frame);
    const before = level;
    level = frame.level;
    const result = search(a, wanted, closed, show);
    level = before;
    stack.pop();
    open.delete(question);
    settle(question, result, frame, show);
    return result;
  };

  /** What was proved with the help of a question still open stays provisional until that question is answered. */
  const settle = (question: string, result: Derived, frame: Frame, show: boolean): void => {
    if (result.kind !== 'contained') {
      for (const name of frame.tentative) tentative.delete(name);
      if (frame.lowest >= frame.depth || (show && result.kind === 'refuted')) (show ? known : unshown).set(question, result);
      return;
    }
    if (frame.lowest >= frame.depth) {
      known.set(question, result);
      for (const name of frame.tentative) if (tentative.delete(name)) known.set(name, contained);
      return;
    }
    tentative.set(question, { lowest: frame.lowest, level: frame.level });
    const outer = stack.at(-1);
    outer?.tentative.push(question, ...frame.tentative);
    depend(frame.lowest);
  };

  const prover: Prover = { decide, prove: (parts, b) => prove(parts, b, undefined), same };

  const search = (a: Schema, b: Schema, closed: boolean, show: boolean): Derived => {
    if (!show) return prove({ nodes: a, closed }, b, undefined);
    const hints: unknown[] = [];
    const proof = prove({ nodes: a, closed }, b, hints);
    if (proof.kind === 'contained') return proof;
    const found = refute(a, b, closed, hints);
    return found
      ? { kind: 'refuted', ...found }
      : proof.kind === 'refuted'
        ? unknown('a difference was found, but no document that shows it', b[0])
        : proof;
  };

  const prove = (parts: Parts, b: Schema, hints: unknown[] | undefined): Derived => {
    if (isSpent()) return unknown('the budget for one question is used up', b[0]);
    const shape = shapeOf(parts);
    if (isImpossible(parts, 2, shape)) return contained;
    const nodes = expand(b).filter((node) => !shape.nodes.some((other) => prover.same(other, node)));
    const finite = finiteValues(shape);
    if (finite && finite.length <= 10_000) {
      const answers = finite.map((value) => accepts(nodes, value));
      if (answers.every((answer) => answer === true)) return contained;
      hints?.push(...finite.filter((_, i) => answers[i] !== true));
    }
    let worst: Derived = contained;
    const failing: Node[] = [];
    for (const node of nodes) {
      const answer = obligations(prover, parts, shape, node, hints);
      if (answer.kind === 'contained') continue;
      failing.push(node);
      if (worst.kind !== 'unknown') worst = answer;
    }
    if (failing.length === 0) return contained;
    const alternatives = split(parts, shape);
    if (!alternatives) return worst;
    let sum: Derived = contained;
    for (const alternative of alternatives) {
      const answer = prove(alternative, failing, hints);
      if (answer.kind === 'refuted') return answer;
      if (answer.kind === 'unknown') sum = answer;
    }
    return sum;
  };

  return (a, b, closed) => {
    refill();
    return decide(a, b, { closed, deeper: false, show: true });
  };
};

/** A shape as alternatives that cover it: by the branches of its first union, else by type. */
const split = (parts: Parts, shape: Shape): Parts[] | undefined => {
  const [union] = shape.unions;
  if (union)
    return union.branches.length > 200
      ? undefined
      : union.branches.map((branch, i) => ({
          ...parts,
          nodes: [...parts.nodes, branch],
          split: new Set([...(parts.split ?? []), union.branches]),
          nots: [...(parts.nots ?? []), ...(union.exactly ? union.branches.filter((_, j) => j !== i) : [])],
        }));
  return shape.atoms.size > 1 && !(shape.atoms.size === 2 && shape.atoms.has('integer') && shape.atoms.has('fraction'))
    ? [...shape.atoms].map((atom) => ({ ...parts, atoms: new Set([atom]) }))
    : undefined;
};
