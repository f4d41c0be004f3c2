import type { Problem } from '../../core/error.ts';
import { pointerOf } from '../reading/places.ts';
import { itemsOf, member, membersOf, namesOf, type ReferenceRule, type Subject, textAt, unknownName } from './reference.ts';

/** Each drill that names an artifact that there is. */
const drillsOf = ({ data }: Subject) =>
  membersOf(member(data, 'drills')).flatMap(([name, drill]) => {
    const artifactName = textAt(drill, 'artifact') ?? '';
    const artifact = member(member(data, 'artifacts'), artifactName);
    return artifact === undefined ? [] : [{ name, drill, artifactName, artifact }];
  });

export const drillNames: ReferenceRule = {
  name: 'a drill names an artifact and an environment that there are',
  check: (subject) =>
    membersOf(member(subject.data, 'drills')).flatMap(([name, drill]) =>
      (['artifact', 'environment'] as const).flatMap((kind): readonly Problem[] => {
        const named = textAt(drill, kind);
        const known = namesOf(member(subject.data, `${kind}s`));
        return named === undefined || known.includes(named) ? [] : [unknownName(subject, ['drills', name, kind], named, { kind }, known)];
      }),
    ),
};

export const drillVersions: ReferenceRule = {
  name: 'from and to of a drill are two versions of its artifact',
  check: (subject) =>
    drillsOf(subject).flatMap(({ name, drill, artifactName, artifact }) => {
      const known = namesOf(member(artifact, 'versions'));
      const unknown = (['from', 'to'] as const).flatMap((end): readonly Problem[] => {
        const version = textAt(drill, end);
        return version === undefined || known.includes(version)
          ? []
          : [unknownName(subject, ['drills', name, end], version, { kind: 'version', of: `of ${artifactName}` }, known)];
      });
      const [from, to] = [textAt(drill, 'from'), textAt(drill, 'to')];
      if (from === undefined || from !== to) return unknown;
      const same: Problem = {
        code: 'config/same-version',
        what: `drills.${name} goes from ${from} to ${from}: there is nothing to roll back`,
        fix: 'name two versions',
        at: subject.places.value(pointerOf('drills', name, 'to')),
      };
      return [...unknown, same];
    }),
};

export const drillRoutes: ReferenceRule = {
  name: 'the route down needs down migrations',
  check: ({ ...subject }) =>
    drillsOf(subject).flatMap(({ name, drill, artifactName, artifact }) =>
      itemsOf(member(drill, 'routes')).flatMap((route, index): readonly Problem[] => {
        if (route !== 'down') return [];
        const migrations = membersOf(member(artifact, 'stores')).map(([, store]) => member(store, 'migrations'));
        const down = migrations.some((how) => typeof how === 'string' || member(how, 'down') !== undefined);
        if (down) return [];
        return [
          {
            code: 'config/no-down-migrations',
            what: `drills.${name} takes the route down, but no store of ${artifactName} has down migrations`,
            fix: migrations.some((how) => how !== undefined)
              ? 'add a `down` command to the migrations, or take the route out'
              : `add migrations to a store of ${artifactName}, or take the route out`,
            at: subject.places.value(pointerOf('drills', name, 'routes', String(index))),
          },
        ];
      }),
    ),
};

export const drillRuns: ReferenceRule = {
  name: 'an artifact that a drill starts as a process says how it is run',
  check: (subject) =>
    drillsOf(subject).flatMap(({ name, drill, artifactName, artifact }): readonly Problem[] => {
      const environment = member(member(subject.data, 'environments'), textAt(drill, 'environment') ?? '');
      if (textAt(drill, 'kind') === 'migration' || textAt(environment, 'target') !== 'process' || member(artifact, 'run') !== undefined)
        return [];
      return [
        {
          code: 'config/no-run',
          what: `drills.${name} starts ${artifactName}, which does not say how it is run`,
          fix: `add artifacts.${artifactName}.run with "command" and "ready"`,
          at: subject.places.value(pointerOf('drills', name, 'artifact')),
        },
      ];
    }),
};

export const drillStores: ReferenceRule = {
  name: 'an environment has every store of the artifacts that are drilled there',
  check: (subject) =>
    drillsOf(subject).flatMap(({ name, drill, artifactName, artifact }) => {
      const environmentName = textAt(drill, 'environment') ?? '';
      const environment = member(member(subject.data, 'environments'), environmentName);
      if (environment === undefined) return [];
      const there = namesOf(member(environment, 'stores'));
      return namesOf(member(artifact, 'stores'))
        .filter((store) => !there.includes(store))
        .map((store): Problem => ({
          code: 'config/missing-store',
          what: `drills.${name}: ${artifactName} keeps data in the store ${JSON.stringify(store)}, which ${environmentName} does not have`,
          fix: `add it to environments.${environmentName}.stores, e.g. ${store}: embedded`,
          at: subject.places.value(pointerOf('drills', name, 'environment')),
        }));
    }),
};
