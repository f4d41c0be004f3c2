import type { Change, Fact, Side } from '../fact.ts';
import { type Answers, fails } from './directions.ts';
import { tellingMember } from './schemas/discriminators.ts';
import type { Shape } from './schemas/shape.ts';

const memberOf = ({ nodes }: Shape): string | undefined => {
  for (const { value } of nodes) {
    const found = tellingMember(value);
    if (found !== undefined) return found;
  }
  return undefined;
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
  if (from === undefined || to === undefined || from === to || !fails(answers.oldInNew) || !fails(answers.newInOld)) return false;
  add({ kind: 'discriminator', side, from, to }, answers);
  return true;
};
