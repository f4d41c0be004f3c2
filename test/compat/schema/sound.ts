import { DrillError } from '../../../src/core/error.ts';

/** What is asked; undefined where a schema goes around in a circle of references, which is an error and no question. */
export const sound = <T>(ask: () => T): T | undefined => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof DrillError && error.problems[0]?.code === 'schema/reference-circle') return undefined;
    throw error;
  }
};
