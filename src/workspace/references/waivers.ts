import type { Problem } from '../../core/error.ts';
import { pathText, pointerOf } from '../reading/places.ts';
import { itemsOf, member, membersOf, namesOf, type ReferenceRule, textAt, unknownName } from './reference.ts';

/** `2026-02-30` has the form of a date and is none. */
const isDate = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

export const waiverPlaces: ReferenceRule = {
  name: 'a waiver says what it is for, by a place or a fingerprint, and ends on a day that there is',
  check: ({ data, places }) =>
    itemsOf(member(data, 'waivers')).flatMap((waiver, index): readonly Problem[] => {
      const [path, expires] = [pointerOf('waivers', String(index)), textAt(waiver, 'expires')];
      return [
        // A bad one is told of by itself.
        ...(textAt(waiver, 'rule') === undefined || member(waiver, 'place') !== undefined || member(waiver, 'fingerprint') !== undefined
          ? []
          : [
              {
                code: 'config/missing-key',
                what: `${pathText(path)} has neither "place" nor "fingerprint"`,
                why: 'It would accept whatever the rule finds, anywhere, from now on.',
                fix: 'add "place", such as GET /orders/{id}; \'*\' is everywhere',
                at: places.of(path),
              },
            ]),
        ...(expires === undefined || !/^\d{4}-\d\d-\d\d$/.test(expires) || isDate(expires)
          ? []
          : [
              {
                code: 'config/bad-value',
                what: `${pathText(`${path}/expires`)} must be a day of the calendar; found ${JSON.stringify(expires)}`,
                at: places.value(`${path}/expires`),
              },
            ]),
      ];
    }),
};

export const waiverScopes: ReferenceRule = {
  name: 'a waiver is for an artifact and a contract that there are',
  check: (subject) => {
    const artifacts = member(subject.data, 'artifacts');
    return itemsOf(member(subject.data, 'waivers')).flatMap((waiver, index): readonly Problem[] => {
      const [artifact, contract] = [textAt(waiver, 'artifact'), textAt(waiver, 'contract')];
      const path = ['waivers', String(index)];
      if (artifact !== undefined && member(artifacts, artifact) === undefined)
        return [unknownName(subject, [...path, 'artifact'], artifact, { kind: 'artifact' }, namesOf(artifacts))];
      const owners = artifact === undefined ? membersOf(artifacts).map(([, one]) => one) : [member(artifacts, artifact)];
      const known = [...new Set(owners.flatMap((one) => [...namesOf(member(one, 'contracts')), ...namesOf(member(one, 'stores'))]))];
      return contract === undefined || known.includes(contract)
        ? []
        : [
            unknownName(
              subject,
              [...path, 'contract'],
              contract,
              { kind: 'contract', ...(artifact === undefined ? {} : { of: `of ${artifact}` }) },
              known,
            ),
          ];
    });
  },
};

export const policyEnvironments: ReferenceRule = {
  name: 'what counts in an environment counts in one that there is',
  check: (subject) => {
    const known = namesOf(member(subject.data, 'environments'));
    return membersOf(member(subject.data, 'policy')).flatMap(([name, policy]) =>
      namesOf(member(policy, 'environments'))
        .filter((environment) => !known.includes(environment))
        .map((environment) =>
          unknownName(subject, ['policy', name, 'environments', environment], environment, { kind: 'environment' }, known, 'key'),
        ),
    );
  },
};
