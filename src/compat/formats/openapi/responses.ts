import { carriedBy, type Site } from '../../site.ts';
import { placed } from '../standing.ts';
import { askedFor } from './asked-for.ts';
import { belonging } from './covering.ts';
import type { Comparison } from './comparison.ts';
import { compareContent } from './content.ts';
import { compareHeaders } from './headers.ts';
import { compareLinks } from './links.ts';
import type { Operation } from './operations.ts';
import { memberOf, type Part, partsOf } from './part.ts';
import { isSuccess } from '../../rule.ts';
import type { Which } from './representations.ts';
import { coveringStatus, isInRanges, isKnownBy, isPartly, takenFor } from './status.ts';
import { isUnderstood } from './understood.ts';

/** Answers that have no content, whatever a document says of it (RFC 9110, 15.3.5, 15.3.6, 15.4.5); nor has one to HEAD (9.3.2). */
const withoutContent: ReadonlySet<string> = new Set(['204', '205', '304']);

/** Compares the responses of an operation, status by status; a range, or `default`, stands for what it covers. */
export const compareResponses = (c: Comparison, a: Operation, b: Operation, operation: Site): void => {
  const [x, y] = [memberOf(c.old, a.part, 'responses'), memberOf(c.next, b.part, 'responses')];
  const [mine, theirs] = [partsOf(c.old, x), partsOf(c.next, y)];
  const { pairs, removed, added } = belonging([...mine.keys()], [...theirs.keys()], coveringStatus);

  const both = (r: Part | undefined, s: Part | undefined, status: string): void => {
    const site = carriedBy(operation, `, response ${status}`);
    if (c.elsewhere(r, s, site.text) || !r || !s) return;
    // Of a link the same words may lead elsewhere.
    compareLinks(c, [r, s], [a, b], site);
    if (c.same(r.value, s.value)) return;
    c.leftovers(r, s, new Set(['content', 'headers']), site.text, 'response');
    compareHeaders(c, r, s, status, site);
    if (a.method === 'HEAD' || withoutContent.has(status)) return;
    compareContent(c, r, s, 'response', site, (media) => ({ in: 'response-body', status, media }));
  };
  for (const [from, to] of pairs) both(mine.get(from), theirs.get(to), /^\d{3}$/.test(from) ? from : to);

  const place = (old: string | undefined, next: string | undefined): { old: string; new: string } => ({
    old: (mine.get(old ?? '') ?? x ?? a.part).pointer,
    new: (theirs.get(next ?? '') ?? y ?? b.part).pointer,
  });
  // Of a range that goes some statuses may stay, and of one that comes some were there: it is narrower, or wider.
  // One that goes or comes beside such a status is more than that where it is answered otherwise.
  const isAsBefore = (name: string, which: Which): boolean => {
    const [answers, known] = which === 'old' ? [mine, theirs] : [theirs, mine];
    const beside = answers.get(name);
    const taken = takenFor(name, [...known.keys()]);
    const like = known.get(taken ?? '');
    if (!beside || !like || taken === undefined || !answers.has(taken)) return true;
    const kind = isUnderstood(c, beside, like, which, a.method !== 'HEAD');
    const words = `whether ${which === 'old' ? 'N' : 'N-1'} understands what is answered as ${name}, which it takes for ${taken}, is not decided`;
    if (kind === 'unknown') c.undecided(words, operation.text, place(name, name), 'response');
    return kind !== 'not-contained';
  };
  const narrower = removed.filter((name) => isPartly(name, [...theirs.keys()]) && isAsBefore(name, 'old'));
  const wider = added.filter((name) => isPartly(name, [...mine.keys()]) && isAsBefore(name, 'new'));
  const gone = removed.filter((name) => !narrower.includes(name) && !isInRanges(name, [...theirs.keys()]));
  const come = added.filter((name) => !wider.includes(name) && !isInRanges(name, [...mine.keys()]));
  // A status that went may still come to clients of N, from N-1, and one that came to those of N-1.
  const asked = new Map([
    ...gone.map((name) => [name, askedFor(name, b, [...mine.keys()])] as const),
    ...come.map((name) => [name, askedFor(name, a, [...theirs.keys()])] as const),
  ]);
  const isUnasked = (name: string): boolean => isSuccess(name) && asked.get(name) === undefined;
  const [from, ...others] = gone.filter(isUnasked);
  const [to, ...more] = come.filter(isUnasked);
  // One success that went and one that came are one change: what the operation answers with.
  const replaced = from !== undefined && to !== undefined && others.length + more.length === 0;
  if (replaced) c.add({ kind: 'status-replaced', from, to, ...placed(operation), ...place(from, to), reached: 1 });
  const noneLeft = ![...theirs.keys()].some(isSuccess);
  const say = (turn: 'added' | 'removed' | 'narrowed' | 'widened', names: readonly string[]): void => {
    for (const name of names) {
      const by = asked.get(name);
      if (!replaced || (name !== from && name !== to))
        c.add({
          kind: 'status',
          turn,
          name,
          ...(by === undefined ? {} : { asked: by }),
          ...(turn === 'removed' && isUnasked(name) && noneLeft ? { isLast: true as const } : {}),
          ...((turn === 'narrowed' || turn === 'widened') && isKnownBy(name, [...(turn === 'widened' ? mine : theirs).keys()])
            ? { isKnown: true as const }
            : {}),
          ...placed(operation),
          ...place(name, name),
          reached: 1,
        });
    }
  };
  say('removed', gone);
  say('added', come);
  say('narrowed', narrower);
  say('widened', wider);
};
