/** The members and items of one part that keywords have spoken of: what `unevaluatedProperties` and `unevaluatedItems` leave alone. */
export interface Evaluated {
  readonly names: Set<string>;
  readonly items: Set<number>;
}

export const nothingEvaluated = (): Evaluated => ({ names: new Set(), items: new Set() });

export const mergeInto = (into: Evaluated, from: Evaluated): void => {
  for (const name of from.names) into.names.add(name);
  for (const item of from.items) into.items.add(item);
};
