import { isRecord } from './part.ts';

type Entry = Readonly<Record<string, unknown>>;

/** What operations of N ask for, as far as it hangs on scopes. */
export interface DemandedScopes {
  /** Notes what an operation asks for: its entries, of which a client shows one. */
  readonly note: (operation: string, entries: readonly Entry[]) => void;
  /**
   * The operations, sorted, that demand a scope of a scheme and take nothing else that can still be shown.
   * @param gone the scopes that nobody gets any more, by the key of the scheme
   */
  readonly by: (gone: ReadonlyMap<string, ReadonlySet<string>>) => (key: string, scope: string) => readonly string[];
}

/** @param keyOf the key of the scheme that an entry means */
export const demandedScopes = (keyOf: (text: string) => string): DemandedScopes => {
  const demands: { readonly operation: string; readonly entries: readonly (readonly (readonly [key: string, scope: string])[])[] }[] = [];
  const scopesIn = (entry: Entry): (readonly [string, string])[] =>
    Object.entries(isRecord(entry) ? entry : {}).flatMap(([text, scopes]) =>
      Array.isArray(scopes) ? scopes.map((scope) => [keyOf(text), String(scope)] as const) : [],
    );
  return {
    note: (operation, entries) => {
      const asked = entries.map(scopesIn);
      // Who asks for no scope in some entry takes whoever shows that.
      if (asked.every((scopes) => scopes.length > 0)) demands.push({ operation, entries: asked });
    },
    by: (gone) => {
      const isGone = ([key, scope]: readonly [string, string]): boolean => gone.get(key)?.has(scope) === true;
      const hit = demands.filter(({ entries }) => entries.every((scopes) => scopes.some(isGone)));
      return (key, scope) => [
        ...new Set(
          hit
            .filter(({ entries }) => entries.some((scopes) => scopes.some((one) => one[0] === key && one[1] === scope)))
            .map(({ operation }) => operation)
            .toSorted(),
        ),
      ];
    },
  };
};
