import { itemsOf, member, membersOf, namesOf, type ReferenceRule, textAt, unknownName } from './reference.ts';

export const environmentStores: ReferenceRule = {
  name: 'an environment’s stores are stores of an artifact that runs there',
  check: (subject) => {
    const artifacts = membersOf(member(subject.data, 'artifacts'));
    const drills = membersOf(member(subject.data, 'drills')).map(([, drill]) => drill);
    return membersOf(member(subject.data, 'environments')).flatMap(([name, environment]) => {
      const drilled = new Set(drills.filter((drill) => textAt(drill, 'environment') === name).map((drill) => textAt(drill, 'artifact')));
      // Where no drill says which artifacts run there, all may.
      const here = artifacts.filter(([artifact]) => drilled.has(artifact));
      const known = (here.length > 0 ? here : artifacts).flatMap(([, artifact]) => namesOf(member(artifact, 'stores')));
      return namesOf(member(environment, 'stores'))
        .filter((store) => !known.includes(store))
        .map((store) =>
          unknownName(
            subject,
            ['environments', name, 'stores', store],
            store,
            { kind: 'store', of: `of an artifact that runs in ${name}` },
            [...new Set(known)],
            'key',
          ),
        );
    });
  },
};

export const environmentUrls: ReferenceRule = {
  name: 'an environment’s urls are of artifacts that there are',
  check: (subject) => {
    const artifacts = namesOf(member(subject.data, 'artifacts'));
    return membersOf(member(subject.data, 'environments')).flatMap(([name, environment]) =>
      namesOf(member(environment, 'urls'))
        .filter((artifact) => !artifacts.includes(artifact))
        .map((artifact) =>
          unknownName(subject, ['environments', name, 'urls', artifact], artifact, { kind: 'artifact' }, artifacts, 'key'),
        ),
    );
  },
};

export const policyNames: ReferenceRule = {
  name: 'a policy is for an artifact or for all, and counts drills of environments that there are',
  check: (subject) => {
    const artifacts = [...namesOf(member(subject.data, 'artifacts')), 'default'];
    const environments = namesOf(member(subject.data, 'environments'));
    return membersOf(member(subject.data, 'policy')).flatMap(([name, policy]) => [
      ...(artifacts.includes(name) ? [] : [unknownName(subject, ['policy', name], name, { kind: 'artifact' }, artifacts, 'key')]),
      ...itemsOf(member(policy, 'from')).flatMap((from, index) =>
        typeof from !== 'string' || environments.includes(from)
          ? []
          : [unknownName(subject, ['policy', name, 'from', String(index)], from, { kind: 'environment' }, environments)],
      ),
    ]);
  },
};
