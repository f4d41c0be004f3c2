import type { Steps } from '../../../core/turns.ts';
import type { Document } from '../../document.ts';
import { showerOf } from '../../exchange/shower.ts';
import { collectorOf, type Compared } from '../compared.ts';
import type { Reference } from '../schemas/references.ts';
import type { Site } from '../../site.ts';
import type { Profile } from '../../profile.ts';
import { withEnding } from '../../sunset.ts';
import { comparisonOf } from './comparison.ts';
import { compareWebhooks } from './deliveries.ts';
import { noticesOf } from './notices.ts';
import { compareGiven } from './given.ts';
import { asIfStayed, movesOf } from './moves.ts';
import { compareOperation, type Walk } from './operation.ts';
import { type Operation, operationsOf } from './operations.ts';
import { type Taker, takersOf } from './overlap.ts';
import { type Pairing, pairingOf } from './pairing.ts';
import { compareReplacedExamples } from './replaced-examples.ts';
import { reversed } from './reversed.ts';
import { withRoundTrips } from './round-trips.ts';
import { sameVersion } from './same-version.ts';
import { schemesFor } from './security-schemes.ts';
import { swappedNotice } from './swapped.ts';
import { wholeDocument } from './whole.ts';

/** Walks two OpenAPI documents, an operation a step, and gives their differences as facts. */
export const compareOpenapi = function* (
  old: Document,
  next: Document,
  references: readonly Reference[],
  profile?: Profile,
): Steps<Compared> {
  const isGenerated = profile === 'codegen';
  const collector = collectorOf();
  const c = comparisonOf(old, next, references, collector.add, { isTurned: false, isGenerated });
  const schemes = schemesFor(c);
  let other: Walk | undefined;
  const turned = (): Walk =>
    (other ??= {
      c: comparisonOf(old, next, references, (fact) => collector.add(reversed(fact)), { isTurned: true, isGenerated }),
      schemes,
      said: new Set(),
      isTurned: true,
      turned: () => walk,
    });
  const walk: Walk = { c, schemes, said: new Set(), isTurned: false, turned };

  const operations = { old: operationsOf(old), new: operationsOf(next) };
  const pairing = pairingOf(old, next);
  let identical = 0;
  const unsure = new Set<string>();
  for (const [a, b] of pairing.pairs) {
    if (compareOperation(walk, a, b, siteOf(a, a, b))) identical++;
    else if (pairing.ambiguous.has(a.key)) unsure.add(a.key);
    yield;
  }
  for (const fact of movesOf(pairing.moved, siteOf)) c.add(fact);
  for (const [a, b] of pairing.moved) {
    const isSame = compareOperation(walk, ...asIfStayed(a, b), siteOf(a, a, b));
    if (!isSame && (pairing.ambiguous.has(a.key) || pairing.ambiguous.has(b.key))) unsure.add(a.key);
    yield;
  }
  for (const [turn, left, which] of [
    ['removed', pairing.removed, 'new'],
    ['added', pairing.added, 'old'],
  ] as const) {
    if (left.length === 0) continue;
    const takenBy = takersOf(c, which, operations[which]);
    for (const one of left) {
      if (pairing.ambiguous.has(one.key)) unsure.add(one.key);
      else alone(walk, one, takenBy(one), turn);
      yield;
    }
  }
  for (const key of unsure) ambiguous(walk, key, operations);
  const webhooks = hasWebhooks(old) || hasWebhooks(next) ? compareWebhooks(turned(), compareOperation) : { count: 0, identical: 0 };
  yield;
  schemes.compare();
  wholeDocument(c);
  compareReplacedExamples(c, collector.facts());
  const both = [...pairing.pairs, ...pairing.moved];
  compareGiven(c, both, (a, b) => siteOf(b, a, b), c.add);
  yield;
  c.settle();
  other?.c.settle();
  yield;
  const swapped = swappedNotice(old, next, pairing.removed.length, pairing.added.length);
  return {
    what: 'operations',
    count: countOf(pairing) + webhooks.count,
    identical: identical + webhooks.identical,
    facts: withRoundTrips(c, both, collector.facts(), (a, b) => siteOf(b, a, b)),
    notices: [...(swapped === undefined ? [] : [swapped]), ...noticesOf(next, operations.new)],
    advise: sameVersion(old, next, operations),
    shower: showerOf(c),
  };
};

const countOf = ({ pairs, moved, removed, added }: Pairing): number => pairs.length + moved.length + removed.length + added.length;

const hasWebhooks = ({ value }: Document): boolean => Object.hasOwn(value as object, 'webhooks');

/** An operation that one side alone has. Where another takes its calls by a template, they meet that one there. */
const alone = ({ c }: Walk, operation: Operation, taker: Taker | undefined, turn: 'added' | 'removed'): void => {
  const isOld = turn === 'removed';
  const other = taker?.operation;
  const site = siteOf(operation, isOld ? operation : undefined, isOld ? undefined : operation);
  c.add({
    kind: 'operation',
    turn,
    ...(other ? { beside: `${other.method} ${other.path}` } : {}),
    ...(taker?.isPartly ? { isPartly: true as const } : {}),
    ...(isOld ? withEnding(operation.part.value) : {}),
    where: site.text,
    ...(site.spot ? { spot: site.spot } : {}),
    old: isOld ? operation.part.pointer : '/paths',
    new: isOld ? '/paths' : operation.part.pointer,
    reached: 1,
  });
};

/** Several operations of one document are called in the same way: which of them serves is not known. */
const ambiguous = ({ c }: Walk, key: string, both: { readonly old: readonly Operation[]; readonly new: readonly Operation[] }): void => {
  const [a, b] = [both.old, both.new].map((all) => all.filter((one) => one.key === key));
  const paths = [...new Set([...(a ?? []), ...(b ?? [])].map(({ path }) => path))];
  c.undecided(`${paths.join(' and ')} are called in the same way, so it is not known which of them serves`, key, {
    ...(a?.[0] ? { old: a[0].part.pointer } : {}),
    ...(b?.[0] ? { new: b[0].part.pointer } : {}),
  });
};

const siteOf = (shown: Operation, a: Operation | undefined, b: Operation | undefined): Site => ({
  text: `${shown.method} ${shown.path}`,
  spot: {
    method: shown.method,
    operation: { ...(a ? { old: a.part.pointer } : {}), ...(b ? { new: b.part.pointer } : {}) },
    path: { ...(a ? { old: a.path } : {}), ...(b ? { new: b.path } : {}) },
  },
});
