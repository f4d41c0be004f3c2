import * as fc from 'fast-check';
import type { ValuesOf } from './value.ts';

const number = fc.integer({ min: -1000, max: 1000 });
const pair = fc.tuple(number, number).map(([x, y]) => `(${x},${y})`);
const pairs = (least: number): fc.Arbitrary<string> => fc.array(pair, { minLength: least, maxLength: 6 }).map((all) => all.join(','));

export const geometry: Readonly<Record<string, ValuesOf>> = {
  point: () => ({ boundaries: ['(1,2)', '(0,0)', '(-0,1e+308)', '(Infinity,-Infinity)', '(NaN,0.1)'], any: pair }),
  line: () => ({ boundaries: ['{1,-1,0}', '{0,1,0}', '{-1,0,1e+100}'], any: fc.tuple(number, number).map(([b, c]) => `{1,${b},${c}}`) }),
  lseg: () => ({
    boundaries: ['[(0,0),(1,1)]', '[(0,0),(0,0)]', '[(-1e+300,0),(1e+300,0.1)]'],
    any: pairs(2).map(
      (all) =>
        `[${all
          .split(/,(?=\()/)
          .slice(0, 2)
          .join(',')}]`,
    ),
  }),
  box: () => ({
    boundaries: ['(1,1),(0,0)', '(0,0),(0,0)', '(1e+300,1),(-1e+300,-0)'],
    any: fc.tuple(pair, pair).map((corners) => corners.join(',')),
  }),
  path: () => ({ boundaries: ['((0,0),(1,1),(2,0))', '[(0,0),(1,1)]', '((0,0))'], any: pairs(1).map((all) => `[${all}]`) }),
  polygon: () => ({ boundaries: ['((0,0),(1,1),(2,0))', '((0,0))', '((0,0),(1e+300,0),(0,-0))'], any: pairs(1).map((all) => `(${all})`) }),
  circle: () => ({
    boundaries: ['<(0,0),1>', '<(0,0),0>', '<(1e+300,-1),Infinity>'],
    any: fc.tuple(pair, fc.nat(100)).map(([centre, radius]) => `<${centre},${radius}>`),
  }),
  cube: () => ({
    boundaries: ['(1, 2, 3)', '(0)', '(0, 0),(1, 1)'],
    any: fc.array(number, { minLength: 1, maxLength: 4 }).map((all) => `(${all.join(', ')})`),
  }),
  seg: () => ({ boundaries: ['1', '0 .. 1', '1 ..'], any: number.map(String) }),
};
