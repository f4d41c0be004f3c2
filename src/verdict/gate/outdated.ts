import type { Evidence } from '../../model/fact.ts';
import type { VersionId } from '../../model/version.ts';
import type { GateQuestion, Recorded } from './question.ts';

/** Why evidence of exactly these contents is no pass of theirs now. */
export interface Outdated {
  readonly code:
    | 'evidence/other-contract'
    | 'evidence/other-policy'
    | 'evidence/undeclared-drill'
    | 'evidence/other-definition'
    | 'evidence/fewer-routes'
    | 'evidence/other-deployed';
  readonly why: string;
}

type Declared = Pick<GateQuestion, 'contracts' | 'drills' | 'judgedBy'>;

const ofCheck = ({ contracts: compared = [], definition }: Evidence, { contracts, judgedBy }: Declared): Outdated | undefined => {
  if (definition !== judgedBy)
    return {
      code: 'evidence/other-policy',
      why: 'what is accepted, what the policy says of findings here, or who uses what is not what it was judged by',
    };
  const code = 'evidence/other-contract';
  const called = (name: string): string => (name.startsWith('store ') ? name : `contract ${name}`);
  const gone = compared.find(({ name }) => !contracts.some((each) => each.name === name));
  if (gone) return { code, why: `it compared the ${called(gone.name)}, which is declared no more` };
  for (const { name, old, new: fresh } of contracts) {
    const then = compared.find((each) => each.name === name);
    if (!then) return { code, why: `it does not say that it compared the ${called(name)}` };
    if (then.old !== old || then.new !== fresh)
      return {
        code,
        why: `${name.startsWith('store ') ? 'the migrations or snapshots' : 'the documents'} of the ${called(name)} are others now`,
      };
  }
  return undefined;
};

/** A drill of migrations is of the files and statements of its stores as they were. */
const otherStore = (compared: Evidence['contracts'] = [], { contracts }: Declared): Outdated | undefined => {
  const other = compared.find(({ name, old, new: fresh }) => {
    const now = contracts.find((each) => each.name === name);
    return now?.old !== old || now.new !== fresh;
  });
  return other && { code: 'evidence/other-contract', why: `the migrations, statements or rows of the ${other.name} are others now` };
};

const ofDrill = ({ drill, routes = [], definition, contracts: compared }: Evidence, declares: Declared): Outdated | undefined => {
  const { drills } = declares;
  const declared = drill !== undefined && Object.hasOwn(drills, drill) ? drills[drill] : undefined;
  if (!declared) return { code: 'evidence/undeclared-drill', why: 'no such drill is declared any more' };
  if (definition !== declared.definition) return { code: 'evidence/other-definition', why: 'the drill is declared otherwise now' };
  const left = declared.routes.filter((route) => !routes.includes(route));
  const store = otherStore(compared, declares);
  if (store) return store;
  return left.length === 0 ? undefined : { code: 'evidence/fewer-routes', why: `it did not take the route ${left.join(', ')}` };
};

/** Is the evidence about the contracts and drills as they are declared now? Digests of versions do not cover either. */
export const outdatedBy = (fact: Evidence, declared: Declared): Outdated | undefined =>
  fact.of === 'check' ? ofCheck(fact, declared) : ofDrill(fact, declared);

/**
 * A store is shared by all that run: what was found of it before another version than these two was deployed says nothing of that
 * one, which plans may need, too. The way back is not held up for it.
 */
export const deployedSince = (
  { seq, fact: { contracts = [] } }: Recorded,
  { live = [], direction, artifact, environment }: GateQuestion,
  pair: { readonly old: VersionId; readonly new: VersionId },
): Outdated | undefined => {
  if (direction === 'return' || !contracts.some(({ name }) => name.startsWith('store '))) return undefined;
  const other = live.find((one) => one.seq > seq && one.digest !== pair.old.digest && one.digest !== pair.new.digest);
  return (
    other && {
      code: 'evidence/other-deployed',
      why: `${artifact} ${other.version} was deployed in ${environment} since (entry ${other.seq}), and was not there when the stores were looked at`,
    }
  );
};
