import type { Base } from '../case.ts';

const string = { type: 'string' };
/** One code point, two UTF-16 code units. */
const face = '\u{1F600}';

export const strings: readonly Base[] = [
  {
    name: 'a longer minimum',
    make: (random) => {
      const [at, by] = [1 + random.below(6), 1 + random.below(4)];
      const letter = random.one(['a', face]);
      return {
        a: () => ({ ...string, minLength: at + by }),
        b: () => ({ ...string, minLength: at }),
        truth: 'narrower',
        documents: { both: letter.repeat(at + by), onlyB: letter.repeat(at), neither: letter.repeat(at - 1) },
      };
    },
  },
  {
    name: 'a shorter maximum',
    make: (random) => {
      const [at, by] = [random.below(60), 1 + random.below(4)];
      return {
        a: () => ({ ...string, maxLength: at }),
        b: () => ({ ...string, maxLength: at + by }),
        truth: 'narrower',
        documents: { both: 'b'.repeat(at), onlyB: face.repeat(at + by), neither: 'c'.repeat(at + by + 1) },
      };
    },
  },
  {
    name: 'lengths that overlap',
    make: (random) => {
      const at = 1 + random.below(6);
      return {
        a: () => ({ ...string, minLength: at, maxLength: at + 3 }),
        b: () => ({ ...string, minLength: at + 2, maxLength: at + 5 }),
        truth: 'apart',
        documents: { both: 'a'.repeat(at + 2), onlyA: 'a'.repeat(at), onlyB: 'a'.repeat(at + 5), neither: '' },
      };
    },
  },
  {
    name: 'a longer prefix',
    make: (random) => {
      const prefix = random.one(['a', 'x-', 'urn:', '\u00e9']);
      return {
        a: () => ({ ...string, pattern: `^${prefix}b` }),
        b: () => ({ ...string, pattern: `^${prefix}` }),
        truth: 'narrower',
        documents: { both: `${prefix}b`, onlyB: prefix, neither: 'q' },
      };
    },
  },
  {
    name: 'anchored and not',
    make: (random) => {
      const [anchored, doc] = random.one([
        ['^a', 'ba'],
        ['a$', 'ab'],
        ['^a$', 'aa'],
      ] as const);
      return {
        a: () => ({ ...string, pattern: anchored }),
        b: () => ({ ...string, pattern: 'a' }),
        truth: 'narrower',
        documents: { both: 'a', onlyB: doc, neither: 'b' },
      };
    },
  },
  {
    name: 'fewer repetitions',
    make: (random) => {
      const [from, to] = [random.below(3), 3 + random.below(4)];
      return {
        a: () => ({ ...string, pattern: `^(ab){${from},${to}}$` }),
        b: () => ({ ...string, pattern: `^(ab){${from},${to + 1}}$` }),
        truth: 'narrower',
        documents: { both: 'ab'.repeat(to), onlyB: 'ab'.repeat(to + 1), neither: 'a' },
      };
    },
  },
  {
    name: 'a class by another name',
    make: (random) => {
      const [one, two, good] = random.one([
        [String.raw`^\d{3}$`, '^[0-9]{3}$', '123'],
        [String.raw`^\w+$`, '^[A-Za-z0-9_]+$', 'a_1'],
        ['^(?:a|b)*$', '^[ab]*$', 'abba'],
        ['^a(a)*$', '^a+$', 'aa'],
        ['(?=^a).', '^a', 'a'],
        ['^(?!b)[abc]$', '^[ac]$', 'c'],
      ] as const);
      return {
        a: () => ({ ...string, pattern: one }),
        b: () => ({ ...string, pattern: two }),
        truth: 'equivalent',
        documents: { both: good, neither: 'z!' },
      };
    },
  },
  {
    name: 'a pattern and a length, together and apart',
    make: (random) => {
      const [from, to] = [1 + random.below(3), 4 + random.below(3)];
      return {
        a: () => ({ ...string, pattern: `^[a-z]{${from},${to}}$` }),
        b: () => ({ ...string, minLength: from, maxLength: to, pattern: '^[a-z]*$' }),
        truth: 'equivalent',
        documents: { both: 'a'.repeat(to), neither: 'a'.repeat(to + 1) },
      };
    },
  },
  {
    name: 'a pattern and its words',
    make: () => ({
      a: () => ({ ...string, pattern: '^(red|green|blue)$' }),
      b: () => ({ enum: ['blue', 'green', 'red'] }),
      truth: 'equivalent',
      documents: { both: 'red', neither: 'reds' },
    }),
  },
  {
    name: 'words less a pattern',
    make: () => ({
      a: () => ({ ...string, not: { pattern: '^a' } }),
      b: () => ({ ...string, pattern: '^([^a]|$)' }),
      truth: 'equivalent',
      documents: { both: 'ba', neither: 'ab' },
    }),
  },
  {
    name: 'patterns that exclude each other',
    make: () => ({
      a: () => ({ ...string, allOf: [{ pattern: '^a' }, { pattern: '^b' }] }),
      b: (syntax) => syntax.never,
      truth: 'equivalent',
      documents: { neither: 'a' },
    }),
  },
  {
    name: 'patterns that overlap',
    make: () => ({
      a: () => ({ ...string, pattern: '^a' }),
      b: () => ({ ...string, pattern: 'z$' }),
      truth: 'apart',
      documents: { both: 'az', onlyA: 'a', onlyB: 'z', neither: 'b' },
    }),
  },
  {
    name: 'a format, which is an annotation',
    make: (random) => {
      const format = random.one(['date', 'email', 'uuid', 'unheard-of']);
      return {
        a: () => ({ ...string, format }),
        b: () => string,
        truth: 'equivalent',
        documents: { both: 'x', neither: 1 },
      };
    },
  },
];
