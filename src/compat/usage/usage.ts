import type { Place } from '../../core/error.ts';

/** What of one operation is used. A part that is absent: anything of it may be. */
export interface OperationUsage {
  /** `query limit`, `header x-trace`: those that are sent. */
  readonly parameters?: ReadonlySet<string>;
  /** Those that were seen, where `parameters` is absent: others may be sent too. */
  readonly seen?: ReadonlySet<string>;
  /** Members that are sent and that are read, each as its names from the root down; items and members of any name are passed over. */
  readonly request?: readonly Names[];
  readonly response?: readonly Names[];
  /**
   * Something was said that neither version has, which may be a slip. `parts`: beside what is named anything of the operation may be used.
   * `call`: it may be this operation that was meant, so nobody knows whether it is called.
   */
  readonly doubt?: 'parts' | 'call';
}

/** `['lines', 'price']`; where it ends with `**`, all that the member holds. */
export type Names = readonly string[];
export const whole = '**';

/** One call as a consumer's contract names it, or as it was seen: `/orders/{id}`, `/v1/orders/17/`. */
export interface Use extends OperationUsage {
  readonly method: string;
  /** Without what comes after a question mark. */
  readonly path: string;
  /** What its servers put before the path, where it says so. */
  readonly bases: readonly string[];
  readonly at: Place;
}

/** What a consumer uses of a contract, by operation of the provider: `GET /orders/{}`. What is not named is not used. */
export type Usage = ReadonlyMap<string, OperationUsage>;

interface Named {
  /** `shop 2.1.0`, and how its version is known where nobody said that it is deployed. */
  readonly name: string;
}

/** A consumer that is declared, at one of the versions that are deployed. Without uses it is not known what it uses, so it may be anything. */
export interface Consumer extends Named {
  readonly uses?: readonly Use[];
}

/** A consumer whose uses were found among the operations of the provider. */
export interface Placed extends Named {
  readonly usage?: Usage;
}

/** `query limit`, `header x-trace`. */
export const parameterKey = (place: string, name: string): string => `${place} ${place === 'header' ? name.toLowerCase() : name}`;

const joined = <T>(a: T | undefined, b: T | undefined, both: (a: T, b: T) => T): T | undefined =>
  a === undefined || b === undefined ? undefined : both(a, b);

/** Two accounts of one operation: what either says is used. */
export const together = (a: OperationUsage, b: OperationUsage): OperationUsage => {
  if (a.doubt === 'call') return b.doubt === 'call' ? b : { ...b, doubt: 'parts' };
  if (b.doubt === 'call') return { ...a, doubt: 'parts' };
  const parameters = joined(a.parameters, b.parameters, (x, y) => new Set([...x, ...y]));
  const seen = parameters ? [] : [a, b].flatMap((one) => [...(one.parameters ?? []), ...(one.seen ?? [])]);
  const request = joined(a.request, b.request, (x, y) => [...x, ...y]);
  const response = joined(a.response, b.response, (x, y) => [...x, ...y]);
  return {
    ...(parameters ? { parameters } : {}),
    ...(seen.length > 0 ? { seen: new Set(seen) } : {}),
    ...(request ? { request } : {}),
    ...(response ? { response } : {}),
    ...((a.doubt ?? b.doubt) ? { doubt: 'parts' as const } : {}),
  };
};

/** Do two lists of names go together from where the first begins in the second, to the end of one of them? */
const overlapsFrom = (names: Names, used: Names, offset: number): boolean =>
  names.every((name, i) => offset + i >= used.length || used[offset + i] === name);

/**
 * May a use be one of the member that these names lead to, from some part of the value down? Who uses a part of it uses it too; and what is used as a
 * whole may hold it, wherever it is.
 */
export const mayUse = (used: Names, names: Names): boolean =>
  names.length === 0 || used.at(-1) === whole || used.some((_, offset) => overlapsFrom(names, used, offset));

/** The same of a member of which the names are all, from the root of the value down. */
export const mayUseFromRoot = (used: Names, names: Names): boolean => {
  const isWhole = used.at(-1) === whole;
  return overlapsFrom(names, isWhole ? used.slice(0, -1) : used, 0);
};

/** Is it one without a doubt, the names leading there from the root of the value? */
export const doesUse = (used: Names, fromRoot: Names): boolean => fromRoot.length > 0 && fromRoot.every((name, i) => used[i] === name);
