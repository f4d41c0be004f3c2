import type { Document } from '../../document.ts';
import type { Fact } from '../../fact.ts';
import { asWritten } from '../../document/names.ts';
import { below } from '../../pointer.ts';
import type { Comparison } from './comparison.ts';
import { isRecord, memberOf, type Part, partsOf, wordOf } from './part.ts';

type SchemeFact = Extract<Fact, { kind: 'security-scheme' }>;

/** What a client shows for a scheme, in words: `apiKey in header X-Key`, `http bearer`. */
const credentialOf = ({ value }: Part): string => {
  const text = (name: string): string => (value[name] === undefined ? '' : ` ${wordOf(value[name])}`);
  if (value['type'] === 'apiKey') return `apiKey in${text('in')}${text('name')}`;
  return value['type'] === 'http' ? `http${text('scheme').toLowerCase()}` : wordOf(value['type']);
};

/** Members that a flow may have; what is not among them is not understood. */
const urls = ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'deviceAuthorizationUrl'] as const;

const isOther = (x: Part, y: Part): boolean => {
  const [before, after] = [credentialOf(x), credentialOf(y)];
  const isHeader = x.value['in'] === 'header' && y.value['in'] === 'header';
  return isHeader ? before.toLowerCase() !== after.toLowerCase() : before !== after;
};

const flowsOf = (document: Document, part: Part): Map<string, Part> => partsOf(document, memberOf(document, part, 'flows'));

/** The scopes that some flow of a scheme offered, and none does any more. */
export const scopesGone = (c: Comparison, x: Part, y: Part): ReadonlySet<string> => {
  if (x.elsewhere !== undefined || y.elsewhere !== undefined || isOther(x, y)) return new Set();
  const left = scopesOf(flowsOf(c.next, y));
  return new Set([...scopesOf(flowsOf(c.old, x)).keys()].filter((scope) => !left.has(scope)));
};

/** Compares a scheme that operations ask for with itself, under the key that it has in N. `demandedBy`: the operations of N that take nobody without a scope. */
export const compareScheme = (c: Comparison, name: string, x: Part, y: Part, demandedBy: (scope: string) => readonly string[]): void => {
  const where = `security scheme ${asWritten(name)}`;
  if (c.elsewhere(x, y, where)) return;
  const fact = (change: Pick<SchemeFact, 'aspect' | 'turn'> & Partial<SchemeFact>, a: string = x.pointer, b: string = y.pointer): void =>
    c.add({ kind: 'security-scheme', name, ...change, where, old: a, new: b, reached: 1 });
  if (isOther(x, y)) {
    fact({ aspect: 'credential', turn: 'changed', before: credentialOf(x), after: credentialOf(y) });
    return; // it is another scheme: the rest differs in consequence
  }
  const known = ['type', 'in', 'name', 'scheme', 'bearerFormat', 'flows', 'openIdConnectUrl', 'deprecated'];
  c.leftovers(x, y, new Set(known), where, 'request');
  const differing = (a: Part, b: Part, member: string, aspect: SchemeFact['aspect']): void => {
    const [one, two] = [a.value[member], b.value[member]];
    if (wordOf(one) === wordOf(two)) return;
    fact(
      { aspect, turn: 'changed', before: wordOf(one ?? 'none'), after: wordOf(two ?? 'none') },
      one === undefined ? a.pointer : below(a.pointer, member),
      two === undefined ? b.pointer : below(b.pointer, member),
    );
  };
  differing(x, y, 'bearerFormat', 'bearer-format');
  differing(x, y, 'openIdConnectUrl', 'address');
  /** A scope that a flow gives on one side alone, while another flow gives it on both: whoever comes that way gets none. */
  const offering = (flow: string, a: Part, b: Part): void => {
    const [own, its] = [scopesOf(new Map([[flow, a]])), scopesOf(new Map([[flow, b]]))];
    for (const [scope, pointer] of own)
      if (!its.has(scope) && offers.has(scope))
        fact({ aspect: 'scope', turn: 'removed', before: `${scope} of the flow ${flow}` }, pointer, b.pointer);
    for (const [scope, pointer] of its)
      if (!own.has(scope) && offered.has(scope))
        fact({ aspect: 'scope', turn: 'added', after: `${scope} of the flow ${flow}` }, a.pointer, pointer);
  };
  const [mine, theirs] = [flowsOf(c.old, x), flowsOf(c.next, y)];
  // A scope that several flows offer, and that goes from all of them, is one that goes from the scheme.
  const [offered, offers] = [scopesOf(mine), scopesOf(theirs)];
  for (const flow of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(flow), theirs.get(flow)];
    if (!a || !b) {
      fact(
        { aspect: 'flow', turn: a ? 'removed' : 'added', [a ? 'before' : 'after']: flow },
        a?.pointer ?? x.pointer,
        b?.pointer ?? y.pointer,
      );
      continue;
    }
    c.leftovers(a, b, new Set([...urls, 'scopes']), `${where}, flow ${flow}`, 'request');
    for (const url of urls) differing(a, b, url, 'address');
    offering(flow, a, b);
  }
  for (const [scope, pointer] of offered) {
    if (offers.has(scope)) continue;
    const operations = demandedBy(scope);
    fact({ aspect: 'scope', turn: 'removed', before: scope, ...(operations.length > 0 ? { demandedBy: operations } : {}) }, pointer);
  }
  for (const [scope, pointer] of offers)
    if (!offered.has(scope)) fact({ aspect: 'scope', turn: 'added', after: scope }, x.pointer, pointer);
};

const scopesOf = (flows: ReadonlyMap<string, Part>): Map<string, string> =>
  new Map(
    [...flows.values()].flatMap(({ value, pointer }) =>
      isRecord(value['scopes'])
        ? Object.keys(value['scopes']).map((scope): [string, string] => [scope, below(pointer, 'scopes', scope)])
        : [],
    ),
  );
