// Matchers for vitest: `import 'rollback-drill/vitest'` in a test, or in a file of `setupFiles`.
import { expect } from 'vitest';
import { heldBy } from './verdict/held.ts';
import { type Containment, type QuestionOptions, turned } from './compat/schema/question.ts';
import { contains } from './compat/schema/relation.ts';
import { DrillError } from './core/error.ts';
import type { Cell } from './model/cell.ts';
import type { CheckReport, ContractReport } from './model/check.ts';
import { valueText } from './report/terminal/value.ts';

interface Told {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What a matcher found: it holds, it does not and why, or it could not be decided. */
type Found = { readonly kind: 'yes' | 'no' | 'unknown'; readonly why: string };

/** What is not decided fails `expect(…)` and `expect(…).not` alike. */
const told = ({ kind, why }: Found, isNot: boolean, wish: string): Told => ({
  pass: kind === 'unknown' ? isNot : kind === 'yes',
  message: () =>
    kind === 'unknown'
      ? `it could not be decided whether ${wish}: ${why}`
      : `expected ${kind === 'yes' ? 'that it is not so that ' : ''}${wish}${why === '' ? '' : `\n\n${why}`}`,
});

/** `who` is what refuses the witness, `whose` what lets it through. */
const foundOf = (answer: Containment, who: string, whose: string): Found => {
  switch (answer.kind) {
    case 'contained':
      return { kind: 'yes', why: '' };
    case 'unknown':
      return { kind: 'unknown', why: answer.reason };
    case 'not-contained': {
      const { witness, difference, refusedBy, letThroughBy, confirmedBy } = answer;
      const why = [
        `difference   ${difference}`,
        `witness      ${valueText(witness)} (confirmed by ${confirmedBy.join(' and ')})`,
        `refused by   ${refusedBy.keyword} at ${refusedBy.schema} of ${who}${refusedBy.document === '' ? '' : `, for ${refusedBy.document} of the witness`}`,
        `let through  ${letThroughBy === '' ? 'the root' : letThroughBy} of ${whose}`,
        `profile      ${answer.profile}`,
      ];
      return { kind: 'no', why: why.join('\n') };
    }
  }
};

/** A schema that says nothing is no answer: the test fails with what is wrong, whichever way it asks. */
const asked = (ask: () => Found): Found => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof DrillError) return { kind: 'unknown', why: error.message };
    throw error;
  }
};

const worse = (first: Found, second: Found): Found =>
  [first, second].find(({ kind }) => kind === 'no') ?? [first, second].find(({ kind }) => kind === 'unknown') ?? first;

expect.extend({
  toAccept(received: unknown, other: unknown, options: QuestionOptions = {}): Told {
    const found = asked(() => foundOf(contains(other, received, options), 'the received schema', 'the other schema'));
    return told(found, this.isNot, 'the received schema accepts every document of the other');
  },
  toBeEquivalentTo(received: unknown, other: unknown, options: QuestionOptions = {}): Told {
    const found = asked(() =>
      worse(
        foundOf(contains(other, received, options), 'the received schema', 'the other schema'),
        foundOf(contains(received, other, turned(options)), 'the other schema', 'the received schema'),
      ),
    );
    return told(found, this.isNot, 'the two schemas accept the same documents');
  },
  toHold(received: CheckReport | ContractReport, cell: Cell): Told {
    return told(heldBy(received, cell), this.isNot, `the cell ${cell} holds`);
  },
});

declare global {
  // Where every version of vitest from 2 on takes matchers from: the type parameters of its own interfaces differ between them.
  namespace Chai {
    interface Assertion {
      /**
       * Every document that is valid under `other` is valid under the received schema: proved. A failure shows a document that is not;
       * what could not be decided fails, also with `.not`. `options.dialect.a` is that of `other`.
       */
      toAccept(other: unknown, options?: QuestionOptions): void;
      /** Both schemas accept the same documents: proved. A failure shows a document that only one accepts. */
      toBeEquivalentTo(other: unknown, options?: QuestionOptions): void;
      /**
       * Of what `diff` found: nothing breaks in this cell (`rollout`, `mixed` or `rollback`). What breaks only where somebody uses what
       * is new holds, as in `drill check`.
       */
      toHold(cell: Cell): void;
    }
  }
}
