import type { Comparison } from './comparison.ts';
import { coveringMedia, mediaTypes } from './media.ts';
import { memberOf, namedParts, type Part } from './part.ts';
import type { Which } from './representations.ts';
import { schemaOf } from './serialisation.ts';

// A range that comes beside a status of its class: who knows the status alone takes the answers of the range for it
// (RFC 9110, 15), and understands them as far as they are like its own.

type Kind = 'contained' | 'not-contained' | 'unknown';

const worst = (kinds: readonly Kind[]): Kind =>
  kinds.includes('not-contained') ? 'not-contained' : kinds.includes('unknown') ? 'unknown' : 'contained';

/** Does a client that knows one response understand all that is answered under another? @param which the version of the one that answers */
export const isUnderstood = (c: Comparison, given: Part, known: Part, which: Which, hasContent: boolean): Kind => {
  if (c.same(given.value, known.value)) return 'contained';
  if (given.elsewhere !== undefined || known.elsewhere !== undefined) return 'unknown';
  const other = which === 'old' ? 'new' : 'old';
  const [mine, theirs] = which === 'old' ? [c.old, c.next] : [c.next, c.old];
  const fits = (a: Part, b: Part): Kind =>
    c.asked.response.questions.contains(schemaOf(c, which, 'response', a), schemaOf(c, other, 'response', b)).kind;

  const bodies = mediaTypes(namedParts(mine, memberOf(mine, given, 'content')));
  const wanted = mediaTypes(namedParts(theirs, memberOf(theirs, known, 'content')));
  const shared = [...bodies].flatMap(([name, part]) => {
    const found = wanted.get(coveringMedia(name, [...wanted.keys()]) ?? '');
    return found ? [fits(part, found)] : [];
  });
  if (hasContent && wanted.size > 0 && shared.length === 0) return 'not-contained';

  const headers = new Map([...namedParts(mine, memberOf(mine, given, 'headers'))].map(([name, part]) => [name.toLowerCase(), part]));
  const expected = [...namedParts(theirs, memberOf(theirs, known, 'headers'))].flatMap(([name, part]): Kind[] => {
    const header = headers.get(name.toLowerCase());
    if (name.toLowerCase() === 'content-type') return [];
    if (part.value['required'] === true && header?.value['required'] !== true) return ['not-contained'];
    return header ? [fits(header, part)] : [];
  });
  return worst([...(hasContent ? shared : []), ...expected]);
};
