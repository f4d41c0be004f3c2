import type { Containment, Side } from '../fact.ts';
import { has, sendsOthers } from './aspects.ts';
import { inBranches, lifted } from './branches.ts';
import { pointerOf, staysAt } from './standing.ts';
import { type Answers, contained, fails, tell, turnOf } from './directions.ts';
import { areSame, askOf, containsAt, type Here, type Pair, type Walk } from './here.ts';
import { closing } from './closing.ts';
import { into, type Site } from '../site.ts';
import { withEnding } from '../sunset.ts';
import { partnersOf } from './renames.ts';
import { keywordsOf } from './schemas/keywords.ts';
import { memberOfShape, type Shape, shapeOf } from './schemas/shape.ts';
import { instead, type Schema } from './schemas/source.ts';

/** Pairs the members of two shapes by name, then by pattern, then those that nobody names. */
export const membersOf = (walk: Walk, side: Side, pair: Pair): ((a: Shape, b: Shape, here: Here) => void) => {
  /** The members that nobody names; of a writer that sends the members it names alone there are none. */
  const restOf = (a: Shape, b: Shape, here: Here): void => {
    const { site, place, mask, add, told } = here;
    if (a.rest.length === 0 && b.rest.length === 0) return;
    if (a.unions.length > 0 || b.unions.length > 0) {
      // What branches name is no rest to the writer, so the question is asked of the whole.
      const answers = askOf(walk, a, b, ['properties', 'patternProperties', 'additionalProperties'], site);
      add({ kind: 'aspect', side, aspect: 'members', turn: turnOf(answers) }, answers);
      return;
    }
    tell(
      told,
      pair(
        a.rest,
        b.rest,
        into(site, `every ${a.names.size + b.names.size > 0 ? 'other ' : ''}member`, { any: 'member' }),
        place,
        {
          oldInNew: mask.oldInNew && sendsOthers(a),
          newInOld: mask.newInOld && sendsOthers(b),
        },
        here,
      ),
    );
  };

  /** Does a writer send the member of a name, of those that its schema does not name? */
  const sendsMember = (shape: Shape, name: string): boolean => {
    if (shape.nodes.length === 0) return true;
    return sendsOthers(shape) && walk.find({ sent: shape.nodes, besides: [having(name)], isAny: true }).kind !== 'none';
  };

  /** Does the side that lacks a member take it? Where it refuses what nothing there looks at, that is asked of the whole. */
  const toleratedBy = (by: Shape, without: Shape, name: string): Containment => {
    const answer = walk.contains(by.names.get(name) ?? [], memberOfShape(without, name));
    if (fails(answer) || !without.nodes.some((node) => has(node, 'unevaluatedProperties'))) return lifted(answer, name);
    const whole = walk.contains(by.nodes, without.nodes);
    if (!fails(whole)) return whole;
    const others = walk.find({ sent: by.nodes, refused: without.nodes, besides: [{ not: having(name) }], isAny: true });
    return others.kind === 'none' ? whole : contained;
  };

  /** All that a shape demands of one member, outside of its alternatives. */
  const memberDemand = (shape: Shape, name: string): Schema =>
    shape.nodes.flatMap((node) => {
      const child = keywordsOf(node).properties.get(name);
      const demand = {
        ...(child ? { properties: { [name]: child.value } } : {}),
        ...(keywordsOf(node).required.includes(name) ? { required: [name] } : {}),
      };
      return Object.keys(demand).length === 0 ? [] : [instead(node, demand)];
    });

  /** Only whether a member must be there, each way. */
  const presence = (a: Shape, b: Shape, name: string, site: Site): Answers => {
    const demand = (shape: Shape): Schema => {
      const node = shape.nodes.find((node) => keywordsOf(node).required.includes(name));
      return node ? [instead(node, { required: [name] })] : [];
    };
    const contains = containsAt(walk, site);
    return { oldInNew: contains(a.nodes, demand(b)), newInOld: contains(b.nodes, demand(a)) };
  };

  return (a, b, here) => {
    if (!a.atoms.has('object') || !b.atoms.has('object')) return;
    // Where one side says nothing at all, that it takes anything is all there is to say.
    if (saysNothing(a) !== saysNothing(b) && here.facts.some((fact) => fact.kind === 'aspect' && fact.aspect === 'type')) return;
    const { site, place, mask, add, told } = here;
    const partners = partnersOf(walk, a, b);
    for (const name of new Set([...a.names.keys(), ...b.names.keys()])) {
      const [mine, theirs] = [a.names.get(name), b.names.get(name)];
      const required = { old: a.required.has(name), new: b.required.has(name) };
      if (mine && theirs && required.old === required.new && areSame(walk, mine, theirs)) continue;
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
            presence(a, b, name, site),
            {
              old: at.old,
              new: at.new,
            },
          );
        tell(told, pair(mine, theirs, inside, at, mask, here));
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
      const [by, without] = mine ? [a, b] : [b, a];
      const home = staysAt(without, name);
      const shown = presence(a, b, name, site);
      if (home === undefined && sendsMember(without, name)) {
        // It was sent before, or is from now on, as one of those that nobody names.
        const known = fails(mine ? shown.newInOld : shown.oldInNew);
        // Where more than objects were allowed, or it is demanded, that says it.
        const isSaid = known || [...without.atoms].some((atom) => !by.atoms.has(atom));
        const left = mine ? { ...mask, newInOld: mask.newInOld && !isSaid } : { ...mask, oldInNew: mask.oldInNew && !isSaid };
        const unnamed = memberOfShape(without, name);
        const inner = pair(mine ?? unnamed, theirs ?? unnamed, inside, at, left, here);
        tell(told, inner);
        if (!known && (inner.oldInNew || inner.newInOld)) continue;
      }
      const partner = partners.get(name);
      const tolerated = toleratedBy(by, without, name);
      const answers = mine ? { oldInNew: tolerated, newInOld: shown.newInOld } : { oldInNew: shown.oldInNew, newInOld: tolerated };
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
          ...(partner ? { partner } : {}),
        },
        answers,
        home === undefined ? at : { ...at, [mine ? 'new' : 'old']: home },
      );
    }
    restOf(a, b, here);
    closing(walk, side, a, b, here);
    for (const pattern of new Set([...a.patternNames.keys(), ...b.patternNames.keys()])) {
      const [mine, theirs] = [a.patternNames.get(pattern), b.patternNames.get(pattern)];
      const sent = {
        oldInNew: mask.oldInNew && (mine !== undefined || sendsOthers(a)),
        newInOld: mask.newInOld && (theirs !== undefined || sendsOthers(b)),
      };
      tell(told, pair(mine ?? a.rest, theirs ?? b.rest, into(site, `members like ${pattern}`, { any: 'member' }), place, sent, here));
    }
  };
};

/** Does a schema allow everything and name no member? */
const saysNothing = ({ atoms, names, rest, patternNames, unions }: Shape): boolean =>
  atoms.size === 7 && names.size + rest.length + patternNames.size + unions.length === 0;

/** Objects that have a member. */
const having = (name: string): object => ({ type: 'object', required: [name] });
