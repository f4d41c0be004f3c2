import type { Problem } from '../../core/error.ts';
import { pointerOf } from '../reading/places.ts';
import { itemsOf, member, membersOf, namesOf, type ReferenceRule, textAt, unknownName } from './reference.ts';

// Keys of drills that belong to one kind alone. Anything else belongs to each.

const ofRollback = ['workload', 'rate', 'requestTimeout', 'phases', 'deadlines', 'hold', 'slo', 'minimum'];
const ofMigration = ['stores', 'seed'];
const foreign: Readonly<Record<string, readonly string[]>> = { rollback: ofMigration, migration: ofRollback };

export const drillKinds: ReferenceRule = {
  name: 'a drill says what its kind needs, and nothing of another',
  check: ({ data, places }) =>
    membersOf(member(data, 'drills')).flatMap(([name, drill]): readonly Problem[] => {
      const kind = textAt(drill, 'kind') ?? '';
      const others = (foreign[kind] ?? []).filter((key) => member(drill, key) !== undefined);
      const misplaced = others.map((key): Problem => ({
        code: 'config/not-of-kind',
        what: `drills.${name} is of kind ${kind}, which has no ${key}`,
        fix: `take it out, or say kind: ${kind === 'migration' ? 'rollback' : 'migration'}`,
        at: places.key(pointerOf('drills', name, key)),
      }));
      if (kind !== 'rollback' || member(drill, 'workload') !== undefined) return misplaced;
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
