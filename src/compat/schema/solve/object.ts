import type { Node, ObjectPart } from '../form/node.ts';
import { both, includes, type Language, matching, not, oneOf, wordsOf } from '../language/language.ts';
import { Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';
import { type Answer, found, none } from './answer.ts';
import type { Alternative, Atom } from './atom.ts';
import { cellsOf } from './cells.ts';
import type { Domain, Engine } from './domain.ts';
import { fails, holds, type Literal } from './literal.ts';
import { demandsOn, type Objects, type SomeMember } from './members.ts';

/** Beyond so many members no witness is written. */
const mostMembers = 20_000;

/** The names that neither a property nor a pattern of a part speaks of. */
const otherNames = (part: ObjectPart): Language => {
  let names = known.get(part);
  if (!names) {
    names = not(oneOf(part.properties.keys()));
    for (const [pattern] of part.patterns) names = both(names, not(matching(pattern)));
    known.set(part, names);
  }
  return names;
};
const known = new WeakMap<ObjectPart, Language>();

const demandMember = (state: Objects, name: string, literals: readonly Literal[]): void => {
  state.members = new Map(state.members).set(name, [...(state.members.get(name) ?? []), ...literals]);
};

/** Members that must be there, whatever they are. */
const demandThere = (state: Objects, names: readonly string[]): void => {
  const missing = names.filter((name) => !state.members.has(name));
  if (missing.length === 0) return;
  const members = new Map(state.members);
  for (const name of missing) members.set(name, []);
  state.members = members;
};

const add = (state: Objects, atom: Atom): void => {
  if (atom.kind === 'members') {
    state.min = Math.max(state.min, atom.min);
    state.max = Math.min(state.max, atom.max);
  } else if (atom.kind === 'member') demandMember(state, atom.name, atom.literals);
  else if (atom.kind === 'lacks') state.lacks = new Set([...state.lacks, atom.name]);
  else if (atom.kind === 'some-member') state.some = [...state.some, atom];
  else if (atom.kind === 'every-member') state.every = [...state.every, atom];
};

const failures = ({ object }: Node, engine: Engine): Alternative[] => {
  const ways: Alternative[] = [];
  if (!object) return ways;
  const { everything } = engine.classes;
  if (object.min > 0) ways.push([{ kind: 'members', min: 0, max: object.min - 1 }]);
  for (const name of new Set(object.required)) ways.push([{ kind: 'lacks', name }]);
  for (const [name, node] of object.properties)
    if (node.cls !== everything) ways.push([{ kind: 'member', name, literals: [fails(node.cls)] }]);
  for (const [pattern, node] of object.patterns)
    if (node.cls !== everything) ways.push([{ kind: 'some-member', names: matching(pattern), literals: [fails(node.cls)] }]);
  if (object.rest && object.rest.cls !== everything)
    ways.push([{ kind: 'some-member', names: otherNames(object), literals: [fails(object.rest.cls)] }]);
  if (object.names && object.names.cls !== everything)
    ways.push([{ kind: 'some-member', names: not(engine.stringsOf(object.names.cls)), literals: [] }]);
  if (object.max < Infinity) ways.push([{ kind: 'members', min: object.max + 1, max: Infinity }]);
  return ways;
};

/** What all members whose names are in a language must meet, where it is the language of a pattern that is spoken of. */
const demandsOnAll = ({ parts }: Objects, { key }: Language): Literal[] =>
  parts.flatMap(({ patterns }) => patterns.filter(([pattern]) => matching(pattern).key === key).map(([, node]) => holds(node.cls)));

/** A member by the first name there is, where that will do: it spares to ask which names are told apart from which. */
const sampleOf = (state: Objects, { names, literals }: SomeMember, engine: Engine): SampleMember | undefined => {
  const [name] = wordsOf(names, 1, engine.budget);
  if (name === undefined || state.lacks.has(name)) return undefined;
  const all = [...demandsOn(state, name), ...(state.members.get(name) ?? []), ...literals];
  return engine.solve(all).kind === 'value' ? { name, literals: all } : undefined;
};
interface SampleMember {
  readonly name: string;
  readonly literals: readonly Literal[];
}
/** From so many patterns on it is tried first what a sample says. */
const manyPatterns = 16;

const isImpossible = (state: Objects, atoms: readonly Atom[], engine: Engine): boolean => {
  let { min, max } = state;
  for (const atom of atoms) {
    if (atom.kind === 'members') {
      min = Math.max(min, atom.min);
      max = Math.min(max, atom.max);
    } else if (atom.kind === 'lacks') {
      if (state.members.has(atom.name)) return true;
    } else if (atom.kind === 'member') {
      if (state.lacks.has(atom.name)) return true;
      const literals = [...demandsOn(state, atom.name), ...(state.members.get(atom.name) ?? []), ...atom.literals];
      if (engine.solve(literals).kind === 'none') return true;
    } else if (atom.kind === 'some-member') {
      if (engine.solve([...demandsOnAll(state, atom.names), ...atom.literals]).kind === 'none') return true;
      if (sampleOf(state, atom, engine)) continue;
      let isOpen = false;
      for (const { literals } of cellsOf(state, atom, engine))
        if (engine.solve(literals).kind !== 'none') {
          isOpen = true;
          break;
        }
      if (!isOpen) return true;
    }
  }
  return min > max || state.members.size > max;
};

const solve = (state: Objects, engine: Engine): Answer => {
  if (state.min > state.max || state.members.size > state.max) return none;
  let unknown: Answer | undefined;
  const members = new Map<string, { literals: readonly Literal[]; value: Value }>();
  for (const [name, demanded] of state.members) {
    if (state.lacks.has(name)) return none;
    const literals = [...demandsOn(state, name), ...demanded];
    const answer = engine.solve(literals);
    if (answer.kind === 'none') return none;
    if (answer.kind === 'unknown') unknown = answer;
    else members.set(name, { literals, value: answer.value });
  }
  if (unknown) return unknown;

  /** The demands from `at` on, each met by a member that is there already or by one more. */
  const place = (at: number): Answer => {
    engine.budget.spend(1);
    const demand = state.some[at];
    if (!demand) return fill();
    let reason: Answer = none;
    const tryMember = (name: string, literals: readonly Literal[]): Answer => {
      const before = members.get(name);
      const answer = engine.solve(literals);
      if (answer.kind !== 'value') return answer;
      members.set(name, { literals, value: answer.value });
      const rest = place(at + 1);
      if (rest.kind === 'value') return rest;
      if (before) members.set(name, before);
      else members.delete(name);
      return rest;
    };
    const note = (answer: Answer): boolean => {
      if (answer.kind === 'unknown') reason = answer;
      else if (answer.kind === 'value') reason = answer;
      return answer.kind === 'value';
    };
    for (const [name, { literals }] of members)
      if (includes(demand.names, name) && note(tryMember(name, [...literals, ...demand.literals]))) return reason;
    const isCrowded = state.parts.reduce((sum, { patterns }) => sum + patterns.length, 0) > manyPatterns;
    const sample = isCrowded && members.size < state.max ? sampleOf(state, demand, engine) : undefined;
    if (sample && !members.has(sample.name) && note(tryMember(sample.name, sample.literals))) return reason;
    if (members.size < state.max)
      for (const cell of cellsOf(state, demand, engine)) {
        const name = wordsOf(cell.names, members.size + 1, engine.budget).find((word) => !members.has(word));
        if (name !== undefined && note(tryMember(name, cell.literals))) return reason;
      }
    return reason;
  };

  /** As many more members as the least number asks for. */
  const fill = (): Answer => {
    if (members.size > state.max) return none;
    const added: [string, Value][] = [];
    let reason: Answer = none;
    if (members.size < state.min) {
      if (state.min > mostMembers) throw new Undecided(`the smallest such object has ${state.min} members`);
      for (const cell of cellsOf(state, undefined, engine)) {
        const missing = state.min - members.size - added.length;
        if (missing <= 0) break;
        const answer = engine.solve(cell.literals);
        if (answer.kind === 'unknown') reason = answer;
        if (answer.kind !== 'value') continue;
        const words = wordsOf(cell.names, missing + members.size, engine.budget).filter((word) => !members.has(word));
        engine.budget.spend(words.length);
        added.push(...words.slice(0, missing).map((word): [string, Value] => [word, answer.value]));
      }
      if (members.size + added.length < state.min) return reason;
    }
    const entries = [...[...members].map(([name, { value }]): [string, Value] => [name, value]), ...added];
    return found(objectOf(entries));
  };
  return place(0);
};

/** An object with these members; also of a name like `__proto__`. */
const objectOf = (entries: readonly [string, Value][]): Value => Object.fromEntries(entries);

/** Objects are names with demands on their values: of all names, of some, of so many. */
export const objects: Domain<Objects> = {
  blank: () => ({ parts: [], every: [], members: new Map(), some: [], lacks: new Set(), min: 0, max: Infinity }),
  copy: (state) => ({ ...state }),
  demand: (state, { object }, engine) => {
    if (!object) return;
    state.min = Math.max(state.min, object.min);
    state.max = Math.min(state.max, object.max);
    if (object.properties.size > 0 || object.patterns.length > 0 || object.rest) state.parts = [...state.parts, object];
    if (object.names && object.names.cls !== engine.classes.everything) {
      const names = not(engine.stringsOf(object.names.cls));
      state.every = [...state.every, { names, literal: holds(engine.classes.nothing) }];
    }
    demandThere(state, object.required);
  },
  failures,
  add,
  exclude: (_, values, { classes }) =>
    values.map((value) => {
      const entries = Object.entries(value as Readonly<Record<string, Value>>);
      return [
        ...entries.map(([name]): Alternative => [{ kind: 'lacks', name }]),
        [{ kind: 'some-member', names: not(oneOf(entries.map(([name]) => name))), literals: [] }],
        ...entries.map(([name, member]): Alternative => [{ kind: 'member', name, literals: [fails(classes.constant(member))] }]),
      ];
    }),
  isImpossible,
  isDoomed: (state, engine) => {
    for (const [name, demanded] of state.members)
      if (state.lacks.has(name) || engine.solve([...demandsOn(state, name), ...demanded]).kind === 'none') return true;
    return false;
  },
  wanted: ({ members, some, min }) => (some.length === 0 && min <= members.size ? [...members.keys()] : undefined),
  solve,
};
