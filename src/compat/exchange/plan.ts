import type { Hit } from '../../model/rule.ts';
import type { RefusedPart } from '../../model/exchange.ts';
import type { Cell } from '../../model/cell.ts';
import type { Fact } from '../fact.ts';
import { bodiesOf, type End, headersOf, isRequired, keyOf, requestBodyOf, responsesOf } from './end.ts';
import { theBody, type Wish } from './request.ts';
import { type ResponseWish, statusOfOne } from './response.ts';
import type { Value } from '../schema/value.ts';
import { type Lacking } from './values.ts';
import { other, type Parties, partiesOf, versionOf } from './who.ts';

/** An exchange that would show a fact: who sends it, what is in it, and what is refused of it. */
export interface Plan {
  readonly sender: 'old' | 'new';
  readonly request: Wish;
  readonly response?: ResponseWish;
  readonly parties: Parties;
  readonly part: RefusedPart;
  /** Why it is refused; `at` is the place in the value, where one is refused. */
  readonly because: (at: string) => string;
}

type Ends = Readonly<Record<'old' | 'new', End>>;
type Cells = Readonly<Partial<Record<Cell, Hit>>>;

/** Which side may be the sender, the gravest cell's first: in the rollout clients are of N-1 and servers of N, in the rollback the other way. */
const sendersOf = (cells: Cells, side: 'request' | 'response'): ('old' | 'new')[] => {
  const hit = (['rollout', 'rollback'] as const).filter((cell) => cells[cell] !== undefined);
  const ordered = hit.toSorted((a, b) => Number(cells[b] === 'breaks') - Number(cells[a] === 'breaks'));
  return ordered.map((cell) => ((cell === 'rollout') === (side === 'request') ? 'old' : 'new'));
};

/** `*` and `type/*` cover what they stand for. */
const covers = (ranges: Iterable<string>, name: string): boolean =>
  [...ranges].some((range) => range === '*/*' || (range.endsWith('/*') && name.startsWith(range.slice(0, -1))));

type Kind = Fact['kind'];
type Planner<K extends Kind> = (fact: Extract<Fact, { kind: K }>, ends: Ends, cells: Cells) => Plan | Lacking | undefined;

const nothing: Lacking = { lacking: 'no single call shows it' };

/** The first side that has something to show. */
const firstOf = (
  fact: Fact,
  cells: Cells,
  side: 'request' | 'response',
  plan: (sender: 'old' | 'new', refuser: string) => Omit<Plan, 'sender' | 'parties'> | undefined,
): Plan | Lacking => {
  for (const sender of sendersOf(cells, side)) {
    const parties = partiesOf(sender, side, fact);
    const found = plan(sender, parties.refusedBy);
    if (found) return { sender, parties, ...found };
  }
  return nothing;
};

const operation: Planner<'operation'> = (fact, ends) => {
  // The call is taken by a template, and what becomes of it there is another finding.
  if (fact.beside !== undefined) return undefined;
  const sender = fact.turn === 'removed' ? 'old' : 'new';
  const parties = partiesOf(sender, 'request', fact);
  return {
    sender,
    parties,
    request: {},
    part: 'operation',
    because: () => `${parties.refusedBy} has no ${fact.spot?.method ?? ''} ${ends[sender].template}`,
  };
};

const parameter: Planner<'parameter'> = (fact, ends, cells) =>
  firstOf(fact, cells, 'request', (sender, refuser) => {
    const find = (which: 'old' | 'new') =>
      ends[which].parameters.find(
        ({ value }) =>
          value['in'] === fact.in &&
          (fact.in === 'header' ? String(value['name']).toLowerCase() === fact.name.toLowerCase() : value['name'] === fact.name),
      );
    const [p, q] = [find(sender), find(other(sender))];
    const name = `${fact.in} parameter ${fact.name}`;
    if (isRequired(q) && !isRequired(p) && q)
      return {
        request: { omit: keyOf(ends[other(sender)], q) },
        part: 'parameter',
        because: () => `${refuser} requires the ${name}`,
      };
    if (p && !q) return { request: { include: keyOf(ends[sender], p) }, part: 'parameter', because: () => `${refuser} knows no ${name}` };
    return undefined;
  });

const requestBody: Planner<'request-body'> = (fact, ends, cells) =>
  firstOf(fact, cells, 'request', (sender, refuser) => {
    const [x, y] = [requestBodyOf(ends[sender]), requestBodyOf(ends[other(sender)])];
    if (isRequired(y) && !isRequired(x)) return { request: { omit: theBody }, part: 'body', because: () => `${refuser} requires a body` };
    if (x && !y) return { request: { include: theBody }, part: 'body', because: () => `${refuser} takes no body here` };
    return undefined;
  });

const mediaType: Planner<'media-type'> = (fact, ends) => {
  const has = fact.turn === 'removed' ? 'old' : 'new';
  const carrier = fact.spot?.carrier;
  if (carrier?.in === 'request-body') {
    if (covers(bodiesOf(ends[other(has)], requestBodyOf(ends[other(has)])).keys(), fact.name)) return nothing;
    const parties = partiesOf(has, 'request', fact);
    return {
      sender: has,
      parties,
      request: { media: fact.name },
      part: 'media-type',
      because: () => `${parties.refusedBy} takes no ${fact.name}`,
    };
  }
  if (carrier?.in !== 'response-body') return nothing;
  const lacks = ends[other(has)];
  if (covers(bodiesOf(lacks, responsesOf(lacks).get(carrier.status)).keys(), fact.name)) return nothing;
  return answered(fact, has, { status: carrier.status, media: fact.name }, 'media-type', `${fact.name} for ${carrier.status}`);
};

/** An answer that one version gives and the other does not know; where it was removed, it is the client of N-1 that waits for it. */
const answered = (fact: Fact, has: 'old' | 'new', response: ResponseWish, part: RefusedPart, what: string): Plan => {
  const [caller, called] = fact.reversed ? ['server', 'client'] : ['client', 'server'];
  const lacks = versionOf(other(has));
  const request: Wish = response.media === undefined ? {} : { accept: response.media };
  return has === 'old'
    ? {
        sender: has,
        request,
        response,
        part,
        parties: { acceptedBy: `${caller} N-1`, refusedBy: `${called} N` },
        because: () => `${called} N answers with no ${what}, which a ${caller} of N-1 waits for`,
      }
    : {
        sender: has,
        request,
        response,
        part,
        parties: { acceptedBy: `${called} N`, refusedBy: `${caller} N-1` },
        because: () => `a ${caller} of ${lacks} knows no ${what}`,
      };
};

const status: Planner<'status'> = (fact, ends) => {
  const has = fact.turn === 'removed' || fact.turn === 'narrowed' ? 'old' : 'new';
  return unknownStatus(fact, ends, has, fact.name);
};

const unknownStatus = (fact: Fact, ends: Ends, has: 'old' | 'new', name: string): Plan | Lacking => {
  const code = statusOfOne(name, responsesOf(ends[has]), responsesOf(ends[other(has)]));
  return code === undefined ? nothing : answered(fact, has, { status: name, code }, 'status', `response ${code}`);
};

/** What N answers in the place of what a client of N-1 waits for. */
const statusReplaced: Planner<'status-replaced'> = (fact, ends) => unknownStatus(fact, ends, 'new', fact.to);

const mediaTypeReplaced: Planner<'media-type-replaced'> = (fact, ends, cells) =>
  fact.side === 'request'
    ? mediaType(
        {
          ...fact,
          kind: 'media-type',
          ...(sendersOf(cells, 'request')[0] === 'new' ? { turn: 'added', name: fact.to } : { turn: 'removed', name: fact.from }),
        },
        ends,
        cells,
      )
    : mediaType({ ...fact, kind: 'media-type', turn: 'added', name: fact.to }, ends, cells);

const operationMoved: Planner<'operation-moved'> = (fact, ends, cells) =>
  firstOf(fact, cells, 'request', (sender, refuser) => ({
    request: {},
    part: 'operation',
    because: () => `${refuser} has no ${fact.spot?.method.toUpperCase() ?? ''} ${ends[sender].template}`,
  }));

/** The parameter as the sender has it, which the other side does not know there or by that name. */
const parameterElsewhere = (
  fact: Fact,
  ends: Ends,
  cells: Cells,
  at: Readonly<Record<'old' | 'new', readonly [place: string, name: string]>>,
) =>
  firstOf(fact, cells, 'request', (sender, refuser) => {
    const [place, name] = at[sender];
    const part = ends[sender].parameters.find(({ value }) => value['in'] === place && value['name'] === name);
    return (
      part && {
        request: { include: keyOf(ends[sender], part) },
        part: 'parameter',
        because: () => `${refuser} knows no ${place} parameter ${name}`,
      }
    );
  });
const parameterMoved: Planner<'parameter-moved'> = (fact, ends, cells) =>
  parameterElsewhere(fact, ends, cells, { old: [fact.from, fact.name], new: [fact.to, fact.name] });
const parameterRenamed: Planner<'parameter-renamed'> = (fact, ends, cells) =>
  parameterElsewhere(fact, ends, cells, { old: [fact.in, fact.from], new: [fact.in, fact.to] });

const header: Planner<'header'> = (fact, ends, cells) => {
  const carrier = fact.spot?.carrier;
  if (carrier?.in !== 'response-header') return nothing;
  return firstOf(fact, cells, 'response', (sender, refuser) => {
    const find = (which: 'old' | 'new') =>
      headersOf(ends[which], responsesOf(ends[which]).get(carrier.status)).get(fact.name.toLowerCase());
    const [p, q] = [find(sender), find(other(sender))];
    if (!isRequired(q) || isRequired(p)) return undefined;
    return {
      request: {},
      response: { status: carrier.status, omit: fact.name.toLowerCase() },
      part: 'header',
      because: () => `${refuser} requires the header ${fact.name}`,
    };
  });
};

const words = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header parameter',
  cookie: 'cookie',
} as const;

/** A value that one side sends and the other refuses: the one that was found for the schemas it is about, in its whole. */
const schemaFact = (fact: Fact): Plan | undefined => {
  const carrier = fact.spot?.carrier;
  const [old, next] = [fact.oldInNew, fact.newInOld];
  const sender = shownSide(fact);
  const answer = sender === 'old' ? old : next;
  if (!carrier || sender === undefined || answer?.kind !== 'not-contained') return undefined;
  const hint = { steps: fact.steps ?? [], value: answer.witness as Value };
  const refuse = { carrier, hint };
  const where = (at: string): string => (at === '' ? '' : ` at ${at}`);
  if (carrier.in === 'response-body' || carrier.in === 'response-header') {
    const parties = partiesOf(sender, 'response', fact);
    const what = carrier.in === 'response-body' ? 'body' : `header ${carrier.name}`;
    return {
      sender,
      parties,
      request: carrier.in === 'response-body' ? { accept: carrier.media } : {},
      response: { status: carrier.status, refuse },
      part: carrier.in === 'response-body' ? 'body' : 'header',
      because: (at) => `the ${what}${where(at)} is not what ${parties.refusedBy} understands`,
    };
  }
  const parties = partiesOf(sender, 'request', fact);
  const what = carrier.in === 'request-body' ? 'body' : `${words[carrier.in]} ${carrier.name}`;
  return {
    sender,
    parties,
    request: { refuse },
    part: carrier.in === 'request-body' ? 'body' : 'parameter',
    because: (at) => `the ${what}${where(at)} is not what ${parties.refusedBy} takes`,
  };
};

/** Whose value shows a fact about schemas: in the rollout clients of N-1 send and servers of N answer. */
const shownSide = (fact: Fact): 'old' | 'new' | undefined => {
  const isResponse = 'side' in fact && fact.side === 'response';
  const order = isResponse ? (['new', 'old'] as const) : (['old', 'new'] as const);
  return order.find((which) => (which === 'old' ? fact.oldInNew : fact.newInOld)?.kind === 'not-contained');
};

/** How each kind of fact is shown; of the others no single call can tell, or nobody here knows how. */
const planners: { readonly [K in Kind]?: Planner<K> } = {
  operation,
  'operation-moved': operationMoved,
  parameter,
  'parameter-moved': parameterMoved,
  'parameter-renamed': parameterRenamed,
  'request-body': requestBody,
  'media-type': mediaType,
  'media-type-replaced': mediaTypeReplaced,
  status,
  'status-replaced': statusReplaced,
  header,
  aspect: schemaFact,
  property: schemaFact,
};

/**
 * What would show a fact. Undefined for one that speaks of no call, or of which it is not decided that a call is refused.
 *
 * @param cells those that its rule says to be hit
 */
export const planOf = (fact: Fact, ends: Ends, cells: Cells): Plan | Lacking | undefined =>
  (planners[fact.kind] as Planner<Kind> | undefined)?.(fact, ends, cells);
