/**
 * Work that one question may take, counted in schemas looked at and not in milliseconds, so that an answer does not depend on
 * how busy the machine is. 100,000 are some 0.2 s.
 */
const perQuestion = 400_000;

let left = perQuestion;

/** A new question begins. Questions are answered one after the other, never inside each other. */
export const refill = (): void => void (left = perQuestion);

export const spend = (units: number): void => void (left -= units);

export const isSpent = (): boolean => left <= 0;
