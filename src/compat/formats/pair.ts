import type { Aspect, Change, Fact, Side } from '../fact.ts';
import {
  has,
  isReference,
  keywordPlace,
  keywordsOfAspect,
  leadsElsewhere,
  onlyNull,
  othersOf,
  sendsOthers,
  unknownFormats,
} from './aspects.ts';
import { agreementOf, askWhole, type Compared, toldBelow, untold } from './agreement.ts';
import { inBranches, lifted, pairedBranches } from './branches.ts';
import { toldApartOtherwise } from './told-apart.ts';
import { placed, pointerOf, staysAt } from './standing.ts';
import { type Answers, both, contained, fails, type Mask, neither, tell, type Told, turnOf } from './directions.ts';
import type { Containment } from '../fact.ts';
import { into, type Site } from '../site.ts';
import { withEnding } from '../sunset.ts';
import { keywordsOf } from './schemas/keywords.ts';
import { butNull, nullableAlone } from './schemas/nullable.ts';
import { itemOfShape, longestPrefix, memberOfShape, type Shape, shapeOf } from './schemas/shape.ts';
import { type Node, only, type Schema } from './schemas/source.ts';

/** What a walk over two documents needs, and where it leaves what it finds. */
export interface Walk {
  readonly same: (a: Node, b: Node) => boolean;
  readonly contains: (a: Schema, b: Schema) => Containment;
  /** Of values that are written as texts: as `contains`, and what says more than types do. */
  readonly texts?: {
    readonly contains: (a: Schema, b: Schema) => Containment;
    readonly answers: (a: Shape, b: Shape) => Answers | undefined;
  };
  readonly add: (fact: Fact) => void;
}

/** One pair of schemas while it is compared. */
interface Here extends Compared {
  readonly add: Add;
}
type Add = (change: Change, answers: Answers, more?: Partial<Fact>) => void;
/**
 * Pairs the parts of two schemas and adds one fact for each difference: first aspect by aspect, each asked of
 * containment by itself, then member by member. A difference that rewriting alone made (a reference inlined, a
 * member moved into allOf) is no fact, because containment holds both ways.
 */
export const pairSchemas = (walk: Walk, side: Side): Pairs => {
  const seen = new Map<string, Here>();
  const agreement = agreementOf(walk.add);

  const pair = (old: Schema, next: Schema, site: Site, at: At, mask: Mask, above?: Compared): Told => {
    const told: Told = { oldInNew: false, newInOld: false };
    const wanted = next.filter((node) => !old.some((other) => walk.same(other, node)));
    if (wanted.length === 0 && old.every((node) => next.some((other) => walk.same(node, other)))) return told;
    const key = `${old.map(({ id }) => id).join()}|${next.map(({ id }) => id).join()}|${mask.oldInNew}${mask.newInOld}${site.written?.as}`;
    const before = seen.get(key);
    if (before) {
      for (const fact of before.facts) fact.reached++;
      return before.told;
    }
    const facts: Fact[] = [];
    seen.set(key, { facts, told });
    const a = shapeOf(old);
    const b = shapeOf(next);
    const place = {
      old: a.nodes.findLast((node) => !isReference(node))?.pointer ?? at.old,
      new: b.nodes.findLast((node) => !isReference(node))?.pointer ?? at.new,
    };
    const add: Add = (change, answers, more = {}) => {
      const oldInNew = mask.oldInNew ? answers.oldInNew : contained;
      const newInOld = mask.newInOld ? answers.newInOld : contained;
      if (change.kind !== 'property' && !fails(oldInNew) && !fails(newInOld)) return;
      tell(told, { oldInNew: fails(oldInNew), newInOld: fails(newInOld) });
      // What was proved further up is no part of the change.
      const turned = change.kind === 'aspect' ? { ...change, turn: turnOf({ oldInNew, newInOld }) } : change;
      const fact = { ...place, ...more, ...turned, oldInNew, newInOld, ...placed(site), reached: 1 } as Fact;
      facts.push(fact);
      walk.add(fact);
    };
    if (elsewhere(a, b, add)) return told;
    const here: Here = { site, place, mask, add, told };
    if ([...a.nodes, ...b.nodes].some((node) => keywordsOf(node).never)) {
      const answers = { oldInNew: walk.contains(a.nodes, b.nodes), newInOld: walk.contains(b.nodes, a.nodes) };
      add({ kind: 'aspect', side, aspect: 'type', turn: turnOf(answers) }, answers);
      return told;
    }
    const texts = site.written && walk.texts?.answers(a, b);
    if (texts) {
      add({ kind: 'aspect', side, aspect: 'type', turn: turnOf(texts) }, texts, keywordPlace(a, b, keywordsOfAspect.type));
      return told;
    }
    if (nullableAlone(a, b)) tell(told, mask); // said to be undecided, so nobody further up says more
    aspectsOf(a, b, here);
    membersOf(a, b, here);
    itemsOf(a, b, here);
    return told;
  };

  const ask = (a: Shape, b: Shape, keywords: readonly string[], { written }: Site): Answers => {
    const { contains } = (written?.exploded && walk.texts) || walk;
    const set = new Set(keywords);
    const of = (shape: Shape): Schema =>
      shape.nodes.filter((node) => keywords.some((keyword) => has(node, keyword))).map((node) => only(node, set));
    // Of null it is said elsewhere that nobody knows.
    const isOpen = nullableAlone(a, b) !== undefined;
    const sent = ({ nodes }: Shape): Schema => (isOpen && nodes[0] ? [...nodes, butNull(nodes[0])] : nodes);
    return { oldInNew: walk.contains(sent(a), of(b)), newInOld: walk.contains(sent(b), of(a)) };
  };

  /** Behind a reference that the pairing does not follow anything may stand: the whole is asked, and nothing else is said of the place. */
  const elsewhere = (a: Shape, b: Shape, add: Add): boolean => {
    const first = othersOf(a, b).find(([keyword]) => leadsElsewhere.has(keyword));
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
      let answers = ask(a, b, keywords, here.site);
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
      add({ kind: 'undecided', side, what }, { oldInNew: reason, newInOld: reason }, keywordPlace(a, b, ['format']));
    }
    for (const [keyword, oldKeyword, newKeyword] of othersOf(a, b))
      if (oldKeyword !== newKeyword) {
        const reason: Containment = { kind: 'unknown', reason: `the keyword ${keyword} is not understood` };
        const what = `the keyword ${keyword} differs and is not understood`;
        add({ kind: 'undecided', side, what }, { oldInNew: reason, newInOld: reason }, {});
      }
  };

  /** What differs inside branches that belong together. */
  const alternatives = (a: Shape, b: Shape, here: Here, mask: Mask): Told => {
    const inner: Told = { oldInNew: false, newInOld: false };
    const [one] = a.unions;
    const [two] = b.unions;
    if (!one || !two || a.unions.length > 1 || b.unions.length > 1) return inner;
    const pairs = pairedBranches(one.branches, two.branches, walk.same);
    for (const [x, y] of pairs) tell(inner, pair([x], [y], here.site, here.place, mask));
    tell(here.told, inner);
    return inner;
  };

  const membersOf = (a: Shape, b: Shape, here: Here): void => {
    if (!a.atoms.has('object') || !b.atoms.has('object')) return;
    const { site, place, mask, add, told } = here;
    for (const name of new Set([...a.names.keys(), ...b.names.keys()])) {
      const [mine, theirs] = [a.names.get(name), b.names.get(name)];
      const required = { old: a.required.has(name), new: b.required.has(name) };
      const at = { old: pointerOf(mine) ?? place.old, new: pointerOf(theirs) ?? place.new };
      const inside = into(site, name, name);
      if (mine && theirs) {
        if (required.old !== required.new)
          add(
            {
              kind: 'property',
              side,
              name,
              turn: required.new ? 'became-required' : 'became-optional',
              required: required.new,
              tolerated: true,
            },
            presence(a, b, name),
            {
              old: at.old,
              new: at.new,
            },
          );
        tell(told, pair(mine, theirs, inside, at, mask));
        continue;
      }
      if (inBranches(mine ? b : a).has(name)) {
        // Moved into alternatives, or out of them: what it was demands must follow from the whole of the other side.
        const answers = {
          oldInNew: theirs ? walk.contains(a.nodes, memberDemand(b, name)) : contained,
          newInOld: mine ? walk.contains(b.nodes, memberDemand(a, name)) : contained,
        };
        add({ kind: 'aspect', side, aspect: 'members', turn: turnOf(answers) }, answers, at);
        continue;
      }
      const without = mine ? b : a;
      const home = staysAt(without, name);
      const tolerated = mine
        ? walk.contains(mine, memberOfShape(without, name))
        : walk.contains(theirs ?? [], memberOfShape(without, name));
      const shown = presence(a, b, name);
      const answers = mine
        ? { oldInNew: lifted(tolerated, name), newInOld: shown.newInOld }
        : { oldInNew: shown.oldInNew, newInOld: lifted(tolerated, name) };
      add(
        {
          kind: 'property',
          side,
          name,
          turn: mine ? 'removed' : 'added',
          required: mine ? required.old : required.new,
          tolerated: !fails(tolerated),
          ...(mine ? withEnding(...shapeOf(mine).nodes.map(({ value }) => value)) : {}),
          ...(home === undefined ? {} : { stays: true as const }),
        },
        answers,
        home === undefined ? at : { ...at, [mine ? 'new' : 'old']: home },
      );
    }
    restOf(a, b, here);
    for (const pattern of new Set([...a.patternNames.keys(), ...b.patternNames.keys()])) {
      const [mine, theirs] = [a.patternNames.get(pattern) ?? a.rest, b.patternNames.get(pattern) ?? b.rest];
      tell(told, pair(mine, theirs, into(site, `members like ${pattern}`, { any: 'member' }), place, mask));
    }
  };

  /** The members that nobody names; of a writer that sends the members it names alone there are none. */
  const restOf = (a: Shape, b: Shape, { site, place, mask, add, told }: Here): void => {
    if (a.rest.length === 0 && b.rest.length === 0) return;
    if (a.unions.length > 0 || b.unions.length > 0) {
      // What branches name is no rest to the writer, so the question is asked of the whole.
      const answers = ask(a, b, ['properties', 'patternProperties', 'additionalProperties'], site);
      add({ kind: 'aspect', side, aspect: 'members', turn: turnOf(answers) }, answers);
      return;
    }
    tell(
      told,
      pair(a.rest, b.rest, into(site, `every ${a.names.size + b.names.size > 0 ? 'other ' : ''}member`, { any: 'member' }), place, {
        oldInNew: mask.oldInNew && sendsOthers(a),
        newInOld: mask.newInOld && sendsOthers(b),
      }),
    );
  };

  /** All that a shape demands of one member, outside of its alternatives. */
  const memberDemand = (shape: Shape, name: string): Schema =>
    shape.nodes.flatMap((node) => {
      const child = keywordsOf(node).properties.get(name);
      const demand = {
        ...(child ? { properties: { [name]: child.value } } : {}),
        ...(keywordsOf(node).required.includes(name) ? { required: [name] } : {}),
      };
      return Object.keys(demand).length === 0 ? [] : [{ ...only(node, new Set()), value: demand, isPart: true }];
    });

  /** Only whether a member must be there, each way. */
  const presence = (a: Shape, b: Shape, name: string): Answers => {
    const demand = (shape: Shape): Schema => {
      const node = shape.nodes.find((node) => keywordsOf(node).required.includes(name));
      return node ? [{ ...only(node, new Set()), value: { required: [name] }, isPart: true }] : [];
    };
    return { oldInNew: walk.contains(a.nodes, demand(b)), newInOld: walk.contains(b.nodes, demand(a)) };
  };

  const itemsOf = (a: Shape, b: Shape, { site, place, mask, told }: Here): void => {
    if (!a.atoms.has('array') || !b.atoms.has('array')) return;
    const prefix = Math.max(longestPrefix(a.nodes), longestPrefix(b.nodes));
    for (let i = 0; i <= prefix && i < Math.min(a.mostItems, b.mostItems); i++) {
      const inside = i === prefix ? into(site, 'each item', { any: 'item' }) : into(site, `item ${i}`, i);
      tell(told, pair(itemOfShape(a, i), itemOfShape(b, i), inside, place, mask));
    }
  };

  return (old, next, site, at = { old: '', new: '' }, mask = both) => void pair(old, next, site, at, mask);
};
