import type { Aspect, Fact, Side } from '../fact.ts';
import { agreementOf, askWhole, factsBelow, toldBelow, untold } from './agreement.ts';
import {
  has,
  isReference,
  keywordPlace,
  keywordsOfAspect,
  leadsElsewhere,
  onlyNull,
  othersOf,
  unevaluated,
  unknownFormats,
} from './aspects.ts';
import { itemsInBranches, pairedBranches } from './branches.ts';
import { toldApartOtherwise } from './told-apart.ts';
import { placed } from './standing.ts';
import { type Answers, both, contained, fails, type Mask, neither, tell, type Told, turnOf } from './directions.ts';
import type { Containment } from '../fact.ts';
import { type Add, areSame, askOf, type Here, type Pair, type Place, type Walk } from './here.ts';
import { membersOf } from './members.ts';
import { into, type Site } from '../site.ts';
import { isForeign } from './schemas/foreign.ts';
import { keywordsOf } from './schemas/keywords.ts';
import { nullableAlone } from './schemas/nullable.ts';
import { itemOfShape, longestPrefix, type Shape, shapeOf } from './schemas/shape.ts';
import type { Node, Schema } from './schemas/source.ts';
import { unread } from './unread.ts';

/** Compares two schemas seen from a side; what it finds is left with the walk once all are compared. */
export interface Pairs {
  readonly pair: (old: Schema, next: Schema, site: Site, at?: Place, mask?: Mask) => void;
  readonly settle: () => void;
}

/**
 * Pairs the parts of two schemas and adds one fact for each difference: first aspect by aspect, each asked of
 * containment by itself, then member by member. A difference that rewriting alone made (a reference inlined, a
 * member moved into allOf) is no fact, because containment holds both ways.
 */
export const pairSchemas = (walk: Walk, side: Side): Pairs => {
  const seen = new Map<string, Here>();
  const agreement = agreementOf(walk.add);

  const compared = (
    old: Schema,
    next: Schema,
    site: Site,
    at: Place,
    mask: Mask,
    above?: Here,
    isBranch = above?.isBranch ?? false,
  ): Here | undefined => {
    if (areSame(walk, old, next)) return undefined;
    const key = `${old.map(({ id }) => id).join()}|${next.map(({ id }) => id).join()}|${mask.oldInNew}${mask.newInOld}${site.written?.as}${isBranch}`;
    const before = seen.get(key);
    if (before) {
      for (const fact of before.facts) fact.reached++;
      above?.parts.push(before);
      return before;
    }
    const a = shapeOf(old);
    const b = shapeOf(next);
    const place = {
      old: a.nodes.findLast((node) => !isReference(node))?.pointer ?? at.old,
      new: b.nodes.findLast((node) => !isReference(node))?.pointer ?? at.new,
    };
    const facts: Fact[] = [];
    const told: Told = { oldInNew: false, newInOld: false };
    const add: Add = (change, answers, more = {}) => {
      const oldInNew = mask.oldInNew ? answers.oldInNew : contained;
      const newInOld = mask.newInOld ? answers.newInOld : contained;
      if (change.kind !== 'property' && !fails(oldInNew) && !fails(newInOld)) return;
      tell(told, { oldInNew: fails(oldInNew), newInOld: fails(newInOld) });
      // What was proved further up is no part of the change.
      const turned = change.kind === 'aspect' ? { ...change, turn: turnOf({ oldInNew, newInOld }) } : change;
      facts.push({ ...place, ...more, ...turned, oldInNew, newInOld, ...placed(site), reached: 1 } as Fact);
    };
    const here: Here = { old, next, site, place, mask, isBranch, add, facts, parts: [], told };
    seen.set(key, here);
    above?.parts.push(here);
    compareParts(a, b, here);
    return here;
  };
  const pair: Pair = (old, next, site, at, mask, above) => compared(old, next, site, at, mask, above)?.told ?? nothing;

  const compareParts = (a: Shape, b: Shape, here: Here): void => {
    if (elsewhere(a, b, here.add)) return;
    const nodes = [...a.nodes, ...b.nodes];
    if (nodes.some((node) => keywordsOf(node).never)) return sayOnce(here);
    const texts = here.site.written && walk.texts?.answers(a, b, here.site.written);
    if (texts)
      return here.add({ kind: 'aspect', side, aspect: 'type', turn: turnOf(texts) }, texts, keywordPlace(a, b, keywordsOfAspect.type));
    if (nullableAlone(a, b)) tell(here.told, here.mask); // said to be undecided, so nobody further up says more
    aspectsOf(a, b, here);
    members(a, b, here);
    itemsOf(a, b, here);
    // What is evaluated depends on all that stands beside it.
    if (nodes.some((node) => unevaluated.some((keyword) => has(node, keyword)))) sayUntold(here);
  };

  const sayOnce = (here: Here): void => {
    const answers = askWhole(walk, here, nothing);
    here.add({ kind: 'aspect', side, aspect: 'type', turn: turnOf(answers) }, answers);
  };

  /** Says what a whole says to fail and nothing below it does, as far down as that is so. Gives what the whole says. */
  const sayUntold = (here: Here, visited = new Set<Here>()): Answers => {
    visited.add(here);
    const whole = askWhole(walk, here, toldBelow(here));
    // Of texts that fail as values nothing follows.
    if (here.site.written) return whole;
    if (!areFailing(untold(whole, toldBelow(here)))) return whole;
    for (const part of here.parts) if (!visited.has(part)) sayUntold(part, visited);
    const left = untold(whole, toldBelow(here));
    if (areFailing(left)) here.add({ kind: 'aspect', side, aspect: 'members', turn: turnOf(left) }, left);
    return whole;
  };

  /** Of a schema that nothing satisfies there is one thing to say. */
  const acceptsNothing = ({ old, next, mask }: Here, { oldInNew, newInOld }: Answers): boolean =>
    (mask.oldInNew && !fails(oldInNew) && isNothing(old)) || (mask.newInOld && !fails(newInOld) && isNothing(next));
  const isNothing = (schema: Schema): boolean => schema.length > 0 && walk.find({ sent: [], taken: schema, isAny: true }).kind === 'none';

  /** Behind a reference that the pairing does not follow anything may stand: the whole is asked, and nothing else is said of the place. */
  const elsewhere = (a: Shape, b: Shape, add: Add): boolean => {
    const leads = ({ source }: Node, keyword: string): boolean => leadsElsewhere.has(keyword) && !isForeign(source.dialect, keyword);
    const first = othersOf(a, b).find(([keyword]) => [...a.nodes, ...b.nodes].some((node) => has(node, keyword) && leads(node, keyword)));
    if (!first) return false;
    const [keyword, oldText, newText] = first;
    const answers = { oldInNew: walk.contains(a.nodes, b.nodes), newInOld: walk.contains(b.nodes, a.nodes) };
    if ([answers.oldInNew, answers.newInOld].some(({ kind }) => kind === 'unknown'))
      add({ kind: 'undecided', side, what: `${keyword} ${newText || oldText} leads where this comparison does not follow` }, answers);
    else add({ kind: 'aspect', side, aspect: 'conditions', turn: turnOf(answers) }, answers);
    return true;
  };

  const aspectsOf = (a: Shape, b: Shape, here: Here): void => {
    const { mask, add } = here;
    for (const [aspect, keywords] of Object.entries(keywordsOfAspect) as [Aspect, readonly string[]][]) {
      if (
        !a.nodes.some((node) => keywords.some((keyword) => has(node, keyword))) &&
        !b.nodes.some((node) => keywords.some((keyword) => has(node, keyword)))
      )
        continue;
      let answers = askOf(walk, a, b, keywords, here.site);
      if (aspect === 'alternatives' && toldApartOtherwise(a, b, answers, add, side)) return;
      if (!fails(answers.oldInNew) && !fails(answers.newInOld)) {
        // What a branch merely passes over is noted all the same.
        if (aspect === 'alternatives') alternatives(a, b, here, neither);
        continue;
      }
      if (aspect === 'alternatives') {
        const inner = alternatives(a, b, here, {
          oldInNew: mask.oldInNew && fails(answers.oldInNew),
          newInOld: mask.newInOld && fails(answers.newInOld),
        });
        // Only what a branch itself says to fail is said; a note inside a branch does not stand for the whole.
        answers = {
          oldInNew: inner.oldInNew ? contained : answers.oldInNew,
          newInOld: inner.newInOld ? contained : answers.newInOld,
        };
        if (!fails(answers.oldInNew) && !fails(answers.newInOld)) continue;
      }
      const turn = turnOf(answers);
      add(
        { kind: 'aspect', side, aspect: aspect === 'type' && turn !== 'changed' && onlyNull(a, b) ? 'nullable' : aspect, turn },
        answers,
        keywordPlace(a, b, keywords),
      );
      // Where the types have nothing in common, everything else differs in consequence.
      if (aspect === 'type' && turn === 'changed') return;
    }
    const [mine, theirs] = [unknownFormats(a), unknownFormats(b)];
    if (mine !== theirs) {
      const reason: Containment = { kind: 'unknown', reason: `the format ${mine || theirs} is not known` };
      const what = `the format differs (${mine || 'none'}, then ${theirs || 'none'}), and what it says is not known`;
      add({ kind: 'undecided', side, what, keyword: 'format' }, { oldInNew: reason, newInOld: reason }, keywordPlace(a, b, ['format']));
    }
    for (const [keyword, oldKeyword, newKeyword] of othersOf(a, b))
      if (oldKeyword !== newKeyword) {
        const reason: Containment = { kind: 'unknown', reason: `the keyword ${keyword} is not understood` };
        const what = `the keyword ${keyword} differs and is not understood`;
        add({ kind: 'undecided', side, what, keyword }, { oldInNew: reason, newInOld: reason }, keywordPlace(a, b, [keyword]));
      }
    unread(walk, side, a, b, here);
  };

  /** What differs inside branches that belong together. */
  const alternatives = (a: Shape, b: Shape, here: Here, mask: Mask): Told => {
    const inner: Told = { oldInNew: false, newInOld: false };
    const [one] = a.unions;
    const [two] = b.unions;
    if (!one || !two || a.unions.length > 1 || b.unions.length > 1) return inner;
    const pairs = pairedBranches(one.branches, two.branches, walk.same);
    for (const [x, y] of pairs) tell(inner, compared([x], [y], here.site, here.place, mask, here, true)?.told ?? nothing);
    tell(here.told, inner);
    return inner;
  };

  const itemsOf = (a: Shape, b: Shape, here: Here): void => {
    const { site, place, mask, told } = here;
    if (!a.atoms.has('array') || !b.atoms.has('array')) return;
    // What alternatives say of items is asked with them.
    if (itemsInBranches(a) || itemsInBranches(b)) return;
    const prefix = Math.max(longestPrefix(a.nodes), longestPrefix(b.nodes));
    for (let i = 0; i <= prefix && i < Math.min(a.mostItems, b.mostItems); i++) {
      const inside = i === prefix ? into(site, 'each item', { any: 'item' }) : into(site, `item ${i}`, i);
      tell(told, pair(itemOfShape(a, i), itemOfShape(b, i), inside, place, mask, here));
    }
  };

  const members = membersOf(walk, side, pair);
  return {
    pair: (old, next, site, at = { old: '', new: '' }, mask = both) => {
      const top = compared(old, next, site, at, mask);
      if (!top) return;
      const whole = sayUntold(top);
      if (factsBelow(top) > 1 && acceptsNothing(top, whole)) {
        top.facts.length = 0;
        top.parts.length = 0;
        sayOnce(top);
      }
      agreement.meet(top, whole);
    },
    settle: agreement.settle,
  };
};

const nothing: Told = { oldInNew: false, newInOld: false };
const areFailing = ({ oldInNew, newInOld }: Answers): boolean => fails(oldInNew) || fails(newInOld);
