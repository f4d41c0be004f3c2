import { canonicalJson } from '../../core/hash.ts';
import { isAsserted, isMultiple } from './accepts.ts';
import { isAmong } from './among.ts';
import { contained, type Derived, type Prover, unknown } from './derived.ts';
import { isImpossible } from './disjoint.ts';
import { type Keywords, keywordsOf } from './keywords.ts';
import { itemOf, itemOfShape, longestPrefix, memberOf, memberOfShape, type Parts, type Shape } from './shape.ts';
import { first, nameLike, smallestObject } from './sample.ts';
import type { Node, Schema } from './source.ts';

/** A difference that derivation sees; whether a document shows it is found by trying. */
const differs: Derived = { kind: 'refuted', witness: undefined, sure: false };

/**
 * Does a shape meet one schema, keyword by keyword (references and allOf aside, which come as schemas of their own)?
 * `hints` receives documents that show where it does not; nobody wants them when it is absent.
 */
export const obligations = (prover: Prover, parts: Parts, shape: Shape, node: Node, hints: unknown[] | undefined): Derived => {
  const k = keywordsOf(node);
  if (k.never) return differs;
  if (k.types && [...shape.atoms].some((atom) => !k.types?.has(atom))) return differs;
  const answers: Derived[] = [];
  const demand = (met: boolean): void => void (met || answers.push(differs));
  for (const list of k.values) demand(shape.values.some((known) => known.every((value) => isAmong(list, value))));
  if (shape.atoms.has('integer') || shape.atoms.has('fraction')) numbers(shape, k, demand);
  if (shape.atoms.has('string')) {
    demand(shape.length.min >= (k.numbers.minLength ?? 0) && shape.length.max <= (k.numbers.maxLength ?? Infinity));
    if (k.pattern !== undefined && !shape.patterns.has(k.pattern)) answers.push(unknown('pattern', node));
  }
  if (k.format !== undefined) answers.push(format(shape, k.format, node));
  if (shape.atoms.has('array')) answers.push(...arrays(prover, shape, k, node, hints));
  if (shape.atoms.has('object')) answers.push(...objects(prover, shape, k, node, hints));
  answers.push(...unions(prover, parts, shape, k, node, hints));
  for (const [keyword, value] of k.others)
    if (!shape.nodes.some((other) => hasOther(other, node, keyword, value))) answers.push(unknown(`the keyword ${keyword}`, node));
  return answers.find(({ kind }) => kind === 'unknown') ?? answers.find(({ kind }) => kind === 'refuted') ?? contained;
};

/** The same keyword with the same text; only where it holds no reference, whose target may have changed, and within one dialect. */
const hasOther = (other: Node, node: Node, keyword: string, value: unknown): boolean => {
  if (other.source.dialect !== node.source.dialect || keyword.startsWith('unevaluated') || keyword.endsWith('Ref') || keyword === '$ref')
    return false;
  const mine = keywordsOf(other).others;
  const text = canonicalJson(value);
  return mine.has(keyword) && !text.includes('$') && canonicalJson(mine.get(keyword)) === text;
};

const numbers = (shape: Shape, k: Keywords, demand: (met: boolean) => void): void => {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = k.numbers;
  const whole = !shape.atoms.has('fraction');
  const low = whole ? (Number.isInteger(shape.low.at) ? shape.low.at + (shape.low.open ? 1 : 0) : Math.ceil(shape.low.at)) : shape.low.at;
  const high = whole
    ? Number.isInteger(shape.high.at)
      ? shape.high.at - (shape.high.open ? 1 : 0)
      : Math.floor(shape.high.at)
    : shape.high.at;
  const lowOpen = !whole && shape.low.open;
  const highOpen = !whole && shape.high.open;
  demand(minimum === undefined || low >= minimum);
  demand(exclusiveMinimum === undefined || low > exclusiveMinimum || (low === exclusiveMinimum && lowOpen));
  demand(maximum === undefined || high <= maximum);
  demand(exclusiveMaximum === undefined || high < exclusiveMaximum || (high === exclusiveMaximum && highOpen));
  if (multipleOf !== undefined) demand([...shape.multiples, ...(whole ? [1] : [])].some((step) => isMultiple(step, multipleOf)));
};

/** Formats are asserted as ajv-formats asserts them; one that it does not know says nothing to it and may say much to somebody else. */
const format = (shape: Shape, name: string, node: Node): Derived => {
  if (shape.formats.has(name) || name === 'password') return contained;
  const ofNumbers = ['int32', 'int64', 'float', 'double'].includes(name);
  if (ofNumbers) {
    if (!shape.atoms.has('integer') && !shape.atoms.has('fraction')) return contained;
    if (name === 'float' || name === 'double') return contained;
    if (!shape.atoms.has('fraction')) {
      // To ajv every whole number is an int64, and to most programs every integer without a format is one.
      if (name === 'int64') return contained;
      if (name === 'int32' && shape.low.at >= -(2 ** 31) && shape.high.at <= 2 ** 31 - 1) return contained;
    }
    return unknown(`the format ${name}`, node);
  }
  if (isAsserted(name) && !shape.atoms.has('string')) return contained;
  return unknown(`the format ${name}`, node);
};

function* arrays(prover: Prover, shape: Shape, k: Keywords, node: Node, hints: unknown[] | undefined): Generator<Derived> {
  if (shape.count.min < (k.numbers.minItems ?? 0) || shape.count.max > (k.numbers.maxItems ?? Infinity)) yield differs;
  if (k.uniqueItems && !shape.unique && shape.count.max > 1) yield differs;
  if (k.items || k.prefixItems.length > 0) {
    const prefix = Math.max(longestPrefix(shape.nodes), k.prefixItems.length);
    for (let i = 0; i <= prefix && i < shape.count.max; i++) {
      const answer = prover.decide(itemOfShape(shape, i), itemOf(k, i), {
        closed: shape.tolerant,
        deeper: true,
        show: hints !== undefined,
      });
      if (hints && answer.kind === 'refuted') {
        const list = Array.from({ length: Math.max(i + 1, Math.min(shape.count.min, 100)) }, (_, j) => first(itemOfShape(shape, j), 4));
        list[i] = answer.witness;
        hints.push(list);
      }
      yield answer;
    }
  }
  if (k.contains) yield beside(prover, shape, 'contains', k.contains, node);
}

const beside = (prover: Prover, shape: Shape, keyword: 'contains' | 'propertyNames', wanted: Node, node: Node): Derived =>
  shape.nodes.some((other) => {
    const mine = keywordsOf(other)[keyword];
    return mine !== undefined && prover.decide([mine], [wanted], { closed: false, deeper: true, show: false }).kind === 'contained';
  })
    ? contained
    : unknown(`the keyword ${keyword}`, node);

function* objects(prover: Prover, shape: Shape, k: Keywords, node: Node, hints: unknown[] | undefined): Generator<Derived> {
  if (Math.max(shape.members.min, shape.required.size) < (k.numbers.minProperties ?? 0)) yield differs;
  if (Math.min(shape.members.max, shape.closed ? shape.names.size : Infinity) > (k.numbers.maxProperties ?? Infinity)) yield differs;
  for (const name of k.required) if (!shape.required.has(name)) yield differs;
  if (k.propertyNames) yield beside(prover, shape, 'propertyNames', k.propertyNames, node);
  const ask = (mine: Schema, theirs: Schema, name: string): Derived => {
    if (theirs.length === 0) return contained;
    const answer = prover.decide(mine, theirs, { closed: shape.tolerant, deeper: true, show: hints !== undefined });
    if (answer.kind === 'refuted') hints?.push({ ...smallestObject(shape, 4), [name]: answer.witness });
    return answer;
  };
  for (const name of new Set([...k.properties.keys(), ...shape.names.keys()]))
    if (!shape.closed || shape.names.has(name)) yield ask(memberOfShape(shape, name), memberOf(k, name), name);
  if (shape.closed) return;
  const pieces: [string | undefined, Schema][] = [[undefined, shape.rest], ...shape.patternNames];
  for (const [pattern, theirs] of k.patternProperties)
    for (const [mine, piece] of pieces)
      // A member that the same pattern names on this side is demanded what that pattern says, whatever else it is.
      if (mine === pattern || !shape.patternNames.has(pattern)) yield ask(piece, [theirs], nameLike(pattern) ?? 'other');
  if (k.additionalProperties)
    for (const [mine, piece] of pieces)
      if (mine === undefined || !k.patternProperties.has(mine))
        yield ask(piece, [k.additionalProperties], mine === undefined ? 'other' : (nameLike(mine) ?? 'other'));
}

function* unions(prover: Prover, parts: Parts, shape: Shape, k: Keywords, node: Node, hints: unknown[] | undefined): Generator<Derived> {
  const isIn = (branch: Node): boolean => prover.prove(parts, [branch]).kind === 'contained';
  /** No document of the shape is one of `other`: the two exclude each other, or `other` lies in what is known not to hold. */
  const isOutside = (other: Node): boolean =>
    shape.nots.some((not) => prover.decide([other], [not], { closed: false, deeper: false, show: false }).kind === 'contained') ||
    isImpossible({ ...parts, nodes: [...shape.nodes, other] }, 3);
  const show = (branches: readonly Node[]): void => {
    if (!hints || shape.unions.length > 0) return;
    for (const branch of branches.slice(0, 8)) {
      const answer = prover.decide(shape.nodes, [branch], { closed: shape.tolerant, deeper: false, show: true });
      if (answer.kind === 'refuted') hints.push(answer.witness);
    }
  };
  if (k.anyOf && !k.anyOf.some(isIn)) {
    show(k.anyOf);
    yield unknown('the keyword anyOf', node);
  }
  if (k.oneOf) {
    const branches = k.oneOf;
    if (!branches.some((branch, i) => branches.every((other, j) => i === j || isOutside(other)) && isIn(branch))) {
      show(branches);
      yield unknown('the keyword oneOf', node);
    }
  }
  if (k.not && !isOutside(k.not)) yield unknown('the keyword not', node);
  if (k.if) {
    const { then: yes, else: no } = k;
    const never = isOutside(k.if);
    const always = isIn(k.if);
    if ((!never && yes && !isIn(yes)) || (!always && no && !isIn(no))) yield unknown('the keyword if', node);
  }
}
