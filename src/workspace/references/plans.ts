import semver from 'semver';
import { nearest } from '../../core/nearest.ts';
import type { Problem } from '../../core/error.ts';
import { oldestFirst } from '../order.ts';
import { pathText, pointerOf } from '../reading/places.ts';
import { member, membersOf, namesOf, type ReferenceRule, type Subject, textAt, unknownName } from './reference.ts';

/** A release that is still to come: after every one that is declared. Only semantic versions tell. */
const isToCome = (version: string, known: readonly string[]): boolean => {
  const newest = oldestFirst(known).at(-1);
  if (semver.valid(version) === null || newest === undefined || known.some((one) => semver.valid(one) === null)) return false;
  return semver.compareBuild(version, newest) > 0;
};

const versionProblem = (
  subject: Subject,
  path: readonly string[],
  version: string,
  artifact: string,
  known: readonly string[],
): Problem => {
  const problem = unknownName(subject, path, version, { kind: 'version', of: `of ${artifact}` }, known);
  return nearest(version, known) === undefined
    ? { ...problem, why: 'A release that is still to come has a semantic version after those that are declared.' }
    : problem;
};

export const planNames: ReferenceRule = {
  name: 'a plan is of an artifact, a store and versions that there are',
  check: (subject) =>
    membersOf(member(subject.data, 'plans')).flatMap(([name, plan]): readonly Problem[] => {
      const artifacts = member(subject.data, 'artifacts');
      const artifactName = textAt(plan, 'artifact');
      if (artifactName === undefined) return [];
      const artifact = member(artifacts, artifactName);
      if (artifact === undefined)
        return [unknownName(subject, ['plans', name, 'artifact'], artifactName, { kind: 'artifact' }, namesOf(artifacts))];
      const stores = namesOf(member(artifact, 'stores'));
      const store = textAt(plan, 'store');
      const which: Problem[] =
        store === undefined
          ? stores.length === 1
            ? []
            : [
                {
                  code: 'config/missing-key',
                  what: `${pathText(pointerOf('plans', name))} has no "store", and ${artifactName} has ${stores.length === 0 ? 'none' : `${stores.length} of them`}`,
                  fix:
                    stores.length === 0 ? `declare it under artifacts.${artifactName}.stores` : `say store: ${stores.join(' or store: ')}`,
                  at: subject.places.key(pointerOf('plans', name)),
                },
              ]
          : stores.includes(store)
            ? []
            : [unknownName(subject, ['plans', name, 'store'], store, { kind: 'store', of: `of ${artifactName}` }, stores)];
      const known = namesOf(member(artifact, 'versions'));
      const steps = membersOf(member(plan, 'steps')).flatMap(([step, version]) =>
        typeof version !== 'string' || version === '' || known.includes(version) || isToCome(version, known)
          ? []
          : [versionProblem(subject, ['plans', name, 'steps', step], version, artifactName, known)],
      );
      return [...which, ...steps];
    }),
};
