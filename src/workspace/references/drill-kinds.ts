import type { Problem } from '../../core/error.ts';
import { pointerOf } from '../reading/places.ts';
import { itemsOf, member, membersOf, namesOf, type ReferenceRule, textAt, unknownName } from './reference.ts';

// Keys of drills that belong to one kind alone. Anything else belongs to each.

const keys: Readonly<Record<string, readonly string[]>> = {
  rollback: ['workload', 'rate', 'requestTimeout', 'phases', 'deadlines', 'hold', 'slo', 'minimum', 'routes', 'recover'],
  migration: ['stores', 'seed', 'routes'],
  restore: ['workload', 'rate', 'requestTimeout', 'stores', 'stubs'],
};
/** Keys that other kinds have and this one has not. */
const foreignTo = (kind: string): readonly string[] =>
  keys[kind] === undefined ? [] : [...new Set(Object.values(keys).flat())].filter((key) => !keys[kind]?.includes(key));

const kindsWith = (key: string): string =>
  Object.entries(keys)
    .filter(([, own]) => own.includes(key))
    .map(([kind]) => kind)
    .join(' or ');

export const drillKinds: ReferenceRule = {
  name: 'a drill says what its kind needs, and nothing of another',
  check: ({ data, places }) =>
    membersOf(member(data, 'drills')).flatMap(([name, drill]): readonly Problem[] => {
      const kind = textAt(drill, 'kind') ?? '';
      const others = foreignTo(kind).filter((key) => member(drill, key) !== undefined);
      const misplaced = others.map((key): Problem => ({
        code: 'config/not-of-kind',
        what: `drills.${name} is of kind ${kind}, which has no ${key}`,
        fix: `take it out, or say kind: ${kindsWith(key)}`,
        at: places.key(pointerOf('drills', name, key)),
      }));
      if (kind === 'migration' || member(drill, 'workload') !== undefined) return misplaced;
      return [
        ...misplaced,
        {
          code: 'config/missing-key',
          what: `drills.${name} lacks "workload"`,
          fix: 'add "workload": a file, or journeys; of a drill of kind migration nothing serves, and none is needed',
          at: places.of(pointerOf('drills', name)),
        },
      ];
    }),
};

export const restoredStores: ReferenceRule = {
  name: 'a drill of kind restore is of one store that has a backup',
  check: (subject) =>
    membersOf(member(subject.data, 'drills')).flatMap(([name, drill]): readonly Problem[] => {
      const artifactName = textAt(drill, 'artifact') ?? '';
      const artifact = member(member(subject.data, 'artifacts'), artifactName);
      if (textAt(drill, 'kind') !== 'restore' || artifact === undefined) return [];
      const backedUp = membersOf(member(artifact, 'stores'))
        .filter(([, store]) => member(store, 'backup') !== undefined)
        .map(([store]) => store);
      const [asked, ...more] = itemsOf(member(drill, 'stores'));
      if (more.length === 0 && (asked === undefined ? backedUp.length === 1 : typeof asked !== 'string' || backedUp.includes(asked)))
        return [];
      return [
        {
          code: 'config/no-backup',
          what: `drills.${name} restores ${typeof asked === 'string' && more.length === 0 ? `the store ${asked}` : 'one store'} of ${artifactName}, of which ${backedUp.length === 0 ? 'none has a backup' : `${backedUp.join(', ')} ${backedUp.length === 1 ? 'has' : 'have'} one`}`,
          fix: backedUp.length === 0 ? `add artifacts.${artifactName}.stores.<name>.backup` : `name one: stores: [${backedUp[0]}]`,
          at: subject.places.value(pointerOf('drills', name, asked === undefined ? 'artifact' : 'stores')),
        },
      ];
    }),
};

export const drilledStores: ReferenceRule = {
  name: 'the stores of a drill of kind migration are stores of its artifact',
  check: (subject) =>
    membersOf(member(subject.data, 'drills')).flatMap(([name, drill]): readonly Problem[] => {
      const artifactName = textAt(drill, 'artifact') ?? '';
      const artifact = member(member(subject.data, 'artifacts'), artifactName);
      if (textAt(drill, 'kind') !== 'migration' || artifact === undefined) return [];
      const known = namesOf(member(artifact, 'stores'));
      if (known.length === 0)
        return [
          {
            code: 'config/no-stores',
            what: `drills.${name} tries the migrations of ${artifactName}, which has no store`,
            fix: `add artifacts.${artifactName}.stores`,
            at: subject.places.value(pointerOf('drills', name, 'artifact')),
          },
        ];
      return itemsOf(member(drill, 'stores')).flatMap((store, index) =>
        typeof store !== 'string' || known.includes(store)
          ? []
          : [unknownName(subject, ['drills', name, 'stores', String(index)], store, { kind: 'store', of: `of ${artifactName}` }, known)],
      );
    }),
};
