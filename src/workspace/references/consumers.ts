import type { Problem } from '../../core/error.ts';
import { pointerOf } from '../reading/places.ts';
import { member, membersOf, namesOf, type ReferenceRule, textAt, unknownName } from './reference.ts';

export const consumedContracts: ReferenceRule = {
  name: 'an artifact consumes a contract of an artifact that there is',
  check: (subject) => {
    const artifacts = member(subject.data, 'artifacts');
    return membersOf(artifacts).flatMap(([name, artifact]) =>
      membersOf(member(artifact, 'consumes')).flatMap(([provider, use]): readonly Problem[] => {
        const path = ['artifacts', name, 'consumes', provider];
        const others = namesOf(artifacts).filter((other) => other !== name);
        if (member(artifacts, provider) === undefined) return [unknownName(subject, path, provider, { kind: 'artifact' }, others, 'key')];
        const contract = textAt(use, 'contract');
        const known = namesOf(member(member(artifacts, provider), 'contracts'));
        const own = member(artifact, 'contracts');
        const described = membersOf(own).flatMap(([each, about]) => (textAt(about, 'role') === 'consumer' ? [each] : []));
        const as = textAt(use, 'as');
        return [
          ...(contract === undefined || known.includes(contract)
            ? []
            : [unknownName(subject, [...path, 'contract'], contract, { kind: 'contract', of: `of ${provider}` }, known)]),
          ...(as === undefined || described.includes(as)
            ? []
            : [unknownName(subject, [...path, 'as'], as, { kind: 'contract', of: `of ${name} with role: consumer` }, described)]),
        ];
      }),
    );
  },
};

export const consumerCycles: ReferenceRule = {
  name: 'no artifact consumes, by way of others, itself',
  check: ({ data, places }) => {
    const artifacts = member(data, 'artifacts');
    const problems: Problem[] = [];
    const done = new Set<string>();
    const visit = (name: string, way: readonly string[]): void => {
      const again = way.indexOf(name);
      if (again !== -1) {
        const cycle = [...way.slice(again), name];
        const from = way.at(-1) ?? name;
        problems.push({
          code: 'config/cycle',
          what: `artifacts consume each other in a circle: ${cycle.join(' -> ')}`,
          why: 'No order is left in which they could be released one after the other.',
          fix: 'take one of them out of `consumes`',
          at: places.key(pointerOf('artifacts', from, 'consumes', name)),
        });
        return;
      }
      if (done.has(name)) return;
      for (const next of namesOf(member(member(artifacts, name), 'consumes')))
        if (member(artifacts, next) !== undefined) visit(next, [...way, name]);
      done.add(name);
    };
    for (const name of namesOf(artifacts)) visit(name, []);
    return problems;
  },
};
