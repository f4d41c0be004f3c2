import { carriedBy, type Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { compareCallbacks } from './deliveries.ts';
import { compareTerms } from './delivery-terms.ts';
import { compareEndings } from './endings.ts';
import { haveLinksMoved } from './links.ts';
import { compareNaming } from './naming.ts';
import { methods, type Operation } from './operations.ts';
import { compareParameters } from './parameters.ts';
import { compareRequestBody } from './request-body.ts';
import { compareResponses } from './responses.ts';
import { compareSecurity } from './security.ts';
import type { Schemes } from './security-schemes.ts';
import { compareServers } from './servers.ts';

/** What comparing one operation after the other needs: a comparison for calls of clients, one for calls of the artifact, and what was said already. */
export interface Walk {
  readonly c: Comparison;
  readonly schemes: Schemes;
  readonly said: Set<string>;
  /** The walk for what is called the other way round; made when it is asked first. */
  readonly turned: () => Walk;
  /** It is the artifact that calls. */
  readonly isTurned: boolean;
}

const ofPathItem: ReadonlySet<string> = new Set([...methods, 'additionalOperations', 'parameters', '$ref', 'servers']);
const ofOperation: ReadonlySet<string> = new Set(['parameters', 'requestBody', 'responses', 'callbacks', 'security', 'servers']);
/** Compares two operations; true when they are identical. */
export const compareOperation = (walk: Walk, a: Operation, b: Operation, site: Site): boolean => {
  const { c, isTurned } = walk;
  c.leftovers(a.pathItem, b.pathItem, ofPathItem, carriedBy(site, '').text);
  compareNaming(c, a.part, b.part, site);
  compareEndings(c, a, b, site);
  if (isTurned) compareTerms(c, walk.schemes, a, b, site);
  else {
    compareServers(c, a, b, site, walk.said);
    compareSecurity(c, walk.schemes, a.part, b.part, site, walk.said);
  }
  if (
    a.path === b.path &&
    c.same(a.part.value, b.part.value) &&
    c.same(a.pathItem.value['parameters'], b.pathItem.value['parameters']) &&
    !haveLinksMoved(c, a)
  )
    return true;
  c.leftovers(a.part, b.part, ofOperation, site.text);
  compareParameters(c, a, b, site);
  compareRequestBody(c, a, b, site);
  compareResponses(c, a, b, site);
  compareCallbacks(c, a, b, site, walk.turned, compareOperation);
  return false;
};
