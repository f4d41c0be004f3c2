import type { Cell } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { Document } from '../document.ts';
import type { Fact } from '../fact.ts';
import { shapeOfPath } from '../formats/openapi/templates.ts';
import { referencesOf } from '../formats/schemas/references.ts';
import { reachOf } from './reach.ts';
import { doesUse, mayUse, mayUseFromRoot, type Names, type OperationUsage, parameterKey, type Placed } from './usage.ts';
import { namesAlong, type WaysTo, waysTo } from './ways.ts';

/** What of an operation a fact is about; absent: whoever calls the operation meets it. */
type About =
  | {
      readonly part: 'request' | 'response';
      /** From the component that holds it down, wherever that is met. */
      readonly names: Names;
      /** It lies in an operation and nowhere else: those are all its names. */
      readonly isRooted: boolean;
      /** All its names from the root of what an operation carries, where they are known. */
      readonly waysIn: (operation: string) => readonly Names[] | undefined;
      /** From the root of what the operation carries in which it was met first. */
      readonly fromRoot: Names;
      /** What is meant is the object that a member is demanded of. */
      readonly isHolder: boolean;
    }
  | { readonly part: 'parameter'; readonly name: string };

const longer = (a: Names, b: Names): Names => (a.length >= b.length ? a : b);

/** Does N demand what was not demanded before? Then it is who does not send it that is hit. */
const demands = (fact: Fact): boolean =>
  (fact.kind === 'property' && fact.side === 'request' && fact.required && (fact.turn === 'added' || fact.turn === 'became-required')) ||
  (fact.kind === 'parameter' && fact.required && (fact.turn === 'added' || fact.turn === 'became-required'));

const parameterOf = (fact: Fact): string | undefined => {
  const carrier = fact.spot?.carrier;
  if (fact.kind === 'parameter') return fact.in === 'path' ? undefined : parameterKey(fact.in, fact.name);
  return carrier && (carrier.in === 'query' || carrier.in === 'header' || carrier.in === 'cookie')
    ? parameterKey(carrier.in, carrier.name)
    : undefined;
};

/** Where places of both documents are met. */
interface Where {
  readonly isHome: (pointer: string | undefined) => boolean;
  readonly inOld: WaysTo;
  readonly inNew: WaysTo;
}

const aboutOf = (fact: Fact, { isHome, inOld, inNew }: Where): About | undefined => {
  const isHolder = demands(fact);
  // Who does not send a member is hit by the demand for it, where it sends the object that holds it.
  if (isHolder && fact.kind !== 'property') return undefined;
  const parameter = parameterOf(fact);
  if (parameter !== undefined && (fact.kind === 'parameter' || fact.kind === 'aspect' || fact.kind === 'property'))
    return { part: 'parameter', name: parameter };
  if ((fact.kind !== 'aspect' && fact.kind !== 'property') || fact.side === 'document' || fact.spot?.carrier === undefined)
    return undefined;
  const { carrier } = fact.spot;
  if (carrier.in !== 'request-body' && carrier.in !== 'response-body') return undefined;
  const along = longer(namesAlong(fact.old), namesAlong(fact.new));
  /** The names of what is meant, by those that lead to the fact's place: of a member that one side lacks it is what would hold it. */
  const meant = (way: Names): Names => {
    if (fact.kind !== 'property') return way;
    const isThere = way.at(-1) === fact.name;
    return isHolder ? (isThere ? way.slice(0, -1) : way) : isThere ? way : [...way, fact.name];
  };
  const names = meant(along);
  const steps = (fact.steps ?? []).filter((step) => typeof step === 'string');
  const isRooted = isHome(fact.old) && isHome(fact.new);
  const { side } = fact;
  const waysIn = (operation: string): readonly Names[] | undefined => {
    const [before, after] = [
      fact.old === undefined ? [] : inOld(fact.old, operation, side),
      fact.new === undefined ? [] : inNew(fact.new, operation, side),
    ];
    if (!before || !after) return undefined;
    return [...before, ...after].map(meant);
  };
  return { part: side, names, isRooted, waysIn, fromRoot: fact.kind === 'property' && !isHolder ? [...steps, fact.name] : steps, isHolder };
};

type Answer = 'uses' | 'may-use' | 'does-not';

const answerOf = (usage: OperationUsage, about: About | undefined, operation: string, isFirst: boolean): Answer => {
  if (usage.doubt === 'call') return 'may-use';
  const answer = answerByNames(usage, about, operation, isFirst);
  return answer === 'does-not' && usage.doubt ? 'may-use' : answer;
};

const answerByNames = (usage: OperationUsage, about: About | undefined, operation: string, isFirst: boolean): Answer => {
  if (!about) return 'uses';
  if (about.part === 'parameter') {
    if (usage.parameters === undefined) return usage.seen?.has(about.name) ? 'uses' : 'may-use';
    return usage.parameters.has(about.name) ? 'uses' : 'does-not';
  }
  const used = usage[about.part];
  if (used === undefined) return 'may-use';
  if (isFirst && used.some((names) => doesUse(names, about.fromRoot))) return 'uses';
  const ways = about.waysIn(operation);
  // Who calls sends what holds all other members.
  const isWhole = (ways ?? [about.names]).some((way) => way.length === 0);
  if (isWhole && about.part === 'request') return about.isHolder ? 'uses' : 'may-use';
  if (ways) return used.some((names) => ways.some((way) => mayUseFromRoot(names, way))) ? 'may-use' : 'does-not';
  const may = about.isRooted ? mayUseFromRoot : mayUse;
  return used.some((names) => may(names, about.names)) ? 'may-use' : 'does-not';
};

/** What one consumer makes of a fact that is met in these operations. */
const answerBy = ({ usage }: Placed, operations: Iterable<string>, about: About | undefined, first: string): Answer => {
  if (!usage) return 'may-use';
  const answers = new Set(
    [...operations].flatMap((operation) => {
      const used = usage.get(operation);
      return used ? [answerOf(used, about, operation, operation === first)] : [];
    }),
  );
  return answers.has('uses') ? 'uses' : answers.has('may-use') ? 'may-use' : 'does-not';
};

/**
 * The cells that a use of what is added, or gone, decides: who calls it, sends or reads it by its name relies on it. To send more values, or fewer
 * members, is not seen by names.
 */
const decidedByUse = (fact: Fact): readonly Cell[] => {
  if (demands(fact) || (fact.kind !== 'operation' && fact.kind !== 'parameter' && fact.kind !== 'property')) return [];
  return fact.turn === 'added' ? ['mixed', 'rollback'] : fact.turn === 'removed' ? ['rollout', 'mixed'] : [];
};

const turnedInto = (
  cells: Finding['cells'],
  to: 'breaks' | 'breaks-if-used',
  isMeant: (cell: Cell, state: string) => boolean,
): Finding['cells'] =>
  Object.fromEntries(Object.entries(cells).map(([cell, state]) => [cell, isMeant(cell as Cell, state) ? to : state] as const));

/** `GET /orders/{id}`, as operations are called in usage. */
const keyOf = (called: string): string => called.replace(/(?<= ).*/, (path) => shapeOfPath(path));

const list = (consumers: readonly Placed[]): string => consumers.map(({ name }) => name).join(', ');

/** Judges findings by who uses what: what no declared consumer can hit weighs less, and what one was seen to use breaks. */
export const judgeUse = (consumers: readonly Placed[], old: Document, next: Document): ((finding: Finding, fact: Fact) => Finding) => {
  if (consumers.length === 0) return (finding) => finding;
  const [before, after] = [reachOf(old), reachOf(next)];
  const [inOld, inNew] = [waysTo(old), waysTo(next)];
  // Where references lead into operations, what stands in one may stand elsewhere too.
  const isMixed = [old, next].some((document) => referencesOf(document).some(({ text }) => !text.startsWith('#/components/')));
  const isHome = (pointer = '/paths/'): boolean => !isMixed && pointer.startsWith('/paths/');
  return (finding, fact) => {
    if (fact.reversed || Object.keys(finding.cells).length === 0) return finding;
    const met = new Set([...(fact.old === undefined ? [] : before(fact.old)), ...(fact.new === undefined ? [] : after(fact.new))]);
    const callOf = (path: string | undefined): string =>
      fact.spot && path !== undefined ? `${fact.spot.method.toUpperCase()} ${shapeOfPath(path)}` : '';
    if (fact.kind === 'security-scheme') for (const called of fact.demandedBy ?? []) met.add(keyOf(called));
    // What was met in several operations is told at the first of them: the others are known where its place leads to them.
    if (fact.reached > 1 && (met.size === 0 || fact.kind === 'operation-moved')) return finding;
    for (const call of [callOf(fact.spot?.path.old), callOf(fact.spot?.path.new)]) if (call !== '') met.add(call);
    if (met.size === 0) return finding;
    const about = aboutOf(fact, { isHome, inOld, inNew });
    const answers = consumers.map((consumer) => ({
      consumer,
      answer: answerBy(consumer, met, about, callOf(fact.spot?.path.new ?? fact.spot?.path.old)),
    }));
    const of = finding.use?.of ?? finding.where ?? finding.what;
    if (answers.every(({ answer }) => answer === 'does-not'))
      return {
        ...finding,
        severity: 'note',
        cells: turnedInto(finding.cells, 'breaks-if-used', () => true),
        downgraded: `no declared consumer ${about && demands(fact) ? 'sends what it is demanded in' : 'uses it'}: ${list(consumers)}`,
        use: { of, state: 'ruled-out', assume: finding.use?.assume ?? 'used' },
      };
    const users = answers.filter(({ answer }) => answer === 'uses').map(({ consumer }) => consumer);
    const decided = decidedByUse(fact);
    const isHit = (cell: Cell, state: string): boolean => decided.includes(cell) && state === 'breaks-if-used';
    if (users.length === 0 || !Object.entries(finding.cells).some(([cell, state]) => isHit(cell as Cell, state))) return finding;
    return {
      ...finding,
      severity: 'error',
      cells: turnedInto(finding.cells, 'breaks', isHit),
      raised: `it is used by ${list(users)}`,
      use: { of, state: 'seen', assume: finding.use?.assume ?? 'unused' },
    };
  };
};
