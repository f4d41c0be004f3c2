import { createRequire } from 'node:module';

// A megabyte of code that most documents never need: loaded when the first pattern is read.

const require = createRequire(import.meta.url);

type Refa = typeof import('refa');
type Regexpp = typeof import('@eslint-community/regexpp');

let ofAutomata: Refa | undefined;
let ofSyntax: Regexpp | undefined;

export const refa = (): Refa => (ofAutomata ??= require('refa') as Refa);
export const regexpp = (): Regexpp => (ofSyntax ??= require('@eslint-community/regexpp') as Regexpp);
