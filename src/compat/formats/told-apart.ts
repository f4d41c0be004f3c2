import type { Change, Fact, Side } from '../fact.ts';
import { canonicalJson } from '../../core/hash.ts';
import { valueAt } from '../pointer.ts';
import { keywordPlace } from './aspects.ts';
import { type Answers, fails, turnOf } from './directions.ts';
import { localPointer } from './schemas/local.ts';
import type { Node } from './schemas/source.ts';
import { tellingMember } from './schemas/discriminators.ts';
import type { Shape } from './schemas/shape.ts';

const memberOf = ({ nodes }: Shape): string | undefined => {
  for (const { value } of nodes) {
    const found = tellingMember(value);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The alternatives as the document writes them, with what they refer to; what differs further down is told of them. */
const alternativesOf = ({ unions }: Shape): string => {
  const raw = ({ source, pointer }: Node): unknown => valueAt(source.document.value, pointer);
  const branches = unions.flatMap((union) => union.branches);
  return canonicalJson(
    branches.map((branch) => {
      const value = raw(branch) as { $ref?: unknown } | undefined;
      const target = typeof value?.$ref === 'string' ? localPointer(value.$ref) : undefined;
      return [value ?? null, target === undefined ? null : (valueAt(branch.source.document.value, target) ?? null)];
    }),
  );
};

/** Says that another member tells the alternatives apart, where that is so: one change, whatever it does to each of them. */
export const toldApartOtherwise = (
  a: Shape,
  b: Shape,
  answers: Answers,
  add: (change: Change, answers: Answers, more?: Partial<Fact>) => void,
  side: Side,
): boolean => {
  const [from, to] = [memberOf(a), memberOf(b)];
  if (
    (from === undefined) !== (to === undefined) &&
    (fails(answers.oldInNew) || fails(answers.newInOld)) &&
    alternativesOf(a) === alternativesOf(b)
  ) {
    // It says of each alternative which it is; whatever follows from that for their members is one change.
    add({ kind: 'aspect', side, aspect: 'alternatives', turn: turnOf(answers) }, answers, keywordPlace(a, b, ['discriminator']));
    return true;
  }
  if (from === undefined || to === undefined || from === to || !fails(answers.oldInNew) || !fails(answers.newInOld)) return false;
  add({ kind: 'discriminator', side, from, to }, answers);
  return true;
};
