/** A place in a text file. Lines and columns count from 1, as editors show them. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** JSON pointer inside the document, where it has one. */
  readonly pointer?: string;
}

/** One thing that is wrong: what was found, where, why it matters, what to do next. */
export interface Problem {
  /** Stable id, `room/what`, e.g. `config/unknown-key`. */
  readonly code: string;
  readonly what: string;
  readonly why?: string;
  readonly fix?: string;
  readonly at?: Place;
}

/** Whose error: the user's words or files (`usage`, exit 64), or ours (`internal`, exit 70). */
export type ErrorKind = 'usage' | 'internal';

/**
 * An error made for people. Everything that a user can cause is one of these; anything else that
 * reaches `cli.ts` is a bug of ours and is shown with its stack.
 */
export class DrillError extends Error {
  readonly problems: readonly Problem[];
  readonly kind: ErrorKind;

  constructor(code: string, what: string, more: Omit<Problem, 'code' | 'what'> & { cause?: unknown; kind?: ErrorKind } = {}) {
    super(what, { cause: more.cause });
    const { cause: _cause, kind, ...rest } = more;
    this.name = 'DrillError';
    this.kind = kind ?? 'usage';
    this.problems = [{ code, what, ...rest }];
  }

  /** Several problems found in one go, e.g. all that is wrong with one file. */
  static of(problems: readonly [Problem, ...Problem[]], kind: ErrorKind = 'usage'): DrillError {
    const error = new DrillError(problems[0].code, problems.map((p) => p.what).join('; '), { kind });
    (error as { problems: readonly Problem[] }).problems = problems;
    return error;
  }
}

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const placeText = (at: Place): string => `${at.file}:${at.line}:${at.column}`;
