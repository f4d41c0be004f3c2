import { securityOf } from '../../formats/openapi/security.ts';
import type { End } from '../end.ts';
import { firstOf, nothing, type Planner } from './plan.ts';

/** Is an operation for everybody? */
const isOpen = ({ document, operation }: End): boolean =>
  operation !== undefined && securityOf(document, operation).entries.some((entry) => Object.keys(entry).length === 0);

/** A call without credentials, where one version takes that and the other does not; with credentials none is shown. */
export const security: Planner<'security'> = (_fact, ends, cells) => {
  const [old, next] = [isOpen(ends.old), isOpen(ends.new)];
  const shown = firstOf(cells, 'request', (sender, refuser) =>
    (sender === 'old' ? old && !next : next && !old)
      ? { request: {}, part: 'credentials', because: () => `${refuser} takes no call without credentials` }
      : undefined,
  );
  return shown === nothing ? { lacking: 'it is about credentials, which are shown in no call' } : shown;
};
