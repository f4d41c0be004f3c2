import type { Finding } from '../model/finding.ts';

const states = ({ cells }: Finding): readonly string[] => Object.values(cells);

/** It could not be decided, in one cell at least. */
export const isUnknown = (finding: Finding): boolean => states(finding).includes('unknown');

/** It breaks: an error that does not merely say that it could not be decided. */
export const isError = (finding: Finding): boolean =>
  finding.severity === 'error' && (states(finding).length === 0 || states(finding).some((state) => state !== 'unknown'));

/** It was seen to break going back, and may be meant: nobody but a person can say. */
export const isDoubtful = ({ severity, cells }: Finding): boolean => severity === 'warning' && cells.rollback === 'breaks';
