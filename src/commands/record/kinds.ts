import type { facts } from './fact.ts';

interface Kind {
  readonly kind: keyof typeof facts;
  readonly is: string;
  readonly options: readonly ('environment' | 'reason' | 'from' | 'firstRelease' | 'beside')[];
  readonly examples: readonly (readonly [line: string, meaning: string])[];
}

/** Every kind of fact that people and pipelines enter, in the order of `drill record --help`. */
export const kinds: readonly Kind[] = [
  {
    kind: 'version',
    is: 'A version has this content: another digest under its name is refused from now on.',
    options: [],
    examples: [['drill record version orders 1.5.0', 'its digest, as computed here']],
  },
  {
    kind: 'deployed',
    is: 'A version runs in an environment now.',
    options: ['environment', 'firstRelease', 'beside'],
    examples: [
      ['drill record deployed orders 1.5.0 --environment local', 'after its rollout'],
      ['drill record deployed orders 1.4.0 --environment local --first-release', 'there is nothing before it'],
      ['drill record deployed orders 1.5.0 --environment production --beside', 'a canary: what ran there goes on'],
    ],
  },
  {
    kind: 'good',
    is: 'A version has proved itself where it was deployed: it is the last known good one from now on.',
    options: ['environment', 'reason'],
    examples: [['drill record good orders 1.5.0 --environment local', 'after it ran well for a day']],
  },
  {
    kind: 'bad',
    is: 'A version is not to be gone back to: there, or everywhere where no environment is named.',
    options: ['environment', 'reason'],
    examples: [['drill record bad orders 1.5.0 --reason "loses orders"', 'everywhere']],
  },
  {
    kind: 'rolled-back',
    is: 'An environment went back to a version; the one it came from is not known good there any more.',
    options: ['environment', 'reason', 'from'],
    examples: [
      ['drill record rolled-back orders 1.4.0 --environment local', 'from what was deployed there'],
      ['drill record rolled-back orders --from 1.5.0 --to 1.4.0 --environment local', 'both named'],
    ],
  },
];
