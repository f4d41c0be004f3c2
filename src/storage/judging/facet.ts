import type { CatalogObject, ObjectKind } from '../catalog.ts';
import type { Change } from '../change.ts';

/** The object of a kind. */
type Of<K extends ObjectKind, O extends CatalogObject = CatalogObject> = O extends unknown ? (K extends O['kind'] ? O : never) : never;

type Told = string | undefined;

/** A change, taken apart into what can be judged by itself: a new name, and each field that says something else. */
export const facetsOf = (change: Change): readonly Change[] => {
  const fields = change.fields.map((field): Change => ({ ...change, turn: 'changed', fields: [field] }));
  return change.turn === 'renamed' ? [{ ...change, fields: [] }, ...fields] : change.turn === 'changed' ? fields : [change];
};

const isOf = <K extends ObjectKind>(object: CatalogObject | undefined, kinds: readonly K[]): object is Of<K> =>
  object !== undefined && (kinds as readonly string[]).includes(object.kind);

/** What is said of an object of these kinds that only N has. */
export const whenAdded = <K extends ObjectKind>({ turn, is }: Change, kinds: readonly K[], tell: (is: Of<K>) => Told): Told =>
  turn === 'added' && isOf(is, kinds) ? tell(is) : undefined;

/** What is said of an object of these kinds that only N-1 has. */
export const whenRemoved = <K extends ObjectKind>({ turn, was }: Change, kinds: readonly K[], tell: (was: Of<K>) => Told): Told =>
  turn === 'removed' && isOf(was, kinds) ? tell(was) : undefined;

/** What is said of an object of these kinds that has another name in N. */
export const whenRenamed = <K extends ObjectKind>({ turn, was, is }: Change, kinds: readonly K[], tell: (was: Of<K>) => Told): Told =>
  turn === 'renamed' && isOf(was, kinds) && isOf(is, kinds) ? tell(was) : undefined;

/** What is said of an object of these kinds of which one field says something else. */
export const whenChanged = <K extends ObjectKind>(
  { turn, was, is, fields }: Change,
  kinds: readonly K[],
  field: string,
  tell: (was: Of<K>, is: Of<K>) => Told,
): Told => (turn === 'changed' && fields[0]?.field === field && isOf(was, kinds) && isOf(is, kinds) ? tell(was, is) : undefined);
