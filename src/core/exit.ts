/** The only exit codes there are (docs: design, "Exit codes"). */
export const exitCodes = { pass: 0, fail: 1, inconclusive: 2, usage: 64, internal: 70, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
