import type { Reason } from '../../model/outcome.ts';
import type { Trouble } from './suite.ts';

const textOf = ({ what, code, fix }: Reason): string => `${what} [${code}]${fix === undefined ? '' : `\n  what to do: ${fix}`}`;

/** What speaks against a pass, the gravest first, as one trouble; undefined where nothing does. */
export const troubleOf = (reasons: readonly Reason[]): Trouble | undefined => {
  const against = reasons.filter(({ outcome }) => outcome !== 'pass');
  const gravest = against.find(({ outcome }) => outcome === 'fail') ?? against[0];
  if (!gravest) return undefined;
  return {
    kind: gravest.outcome === 'fail' ? 'failure' : 'error',
    type: gravest.code,
    message: gravest.what.split('\n')[0] ?? '',
    text: against.map(textOf).join('\n'),
  };
};

/** What was found in favour, or does not matter enough. */
export const passingText = (reasons: readonly Reason[]): string =>
  reasons
    .filter(({ outcome }) => outcome === 'pass')
    .map(textOf)
    .join('\n');
