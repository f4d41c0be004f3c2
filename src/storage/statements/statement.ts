/** A trigger that a statement may set off, and what it touches by way of that and not itself. */
export interface Fired {
  readonly trigger: string;
  readonly touches: readonly string[];
}

/** One thing that a version asks of its store, with its parameters. */
export interface Statement {
  /** For people: `select note of public.orders by key`, `orders.sql:12`. */
  readonly name: string;
  /** `prepared-only`: its parameters are not known; that the store still understands it can be seen, and no more. */
  readonly origin: 'captured' | 'generated' | 'prepared-only';
  readonly text: string;
  /** Of one that cannot be asked as it is: what is planned in its place. */
  readonly asQuery?: string;
  /** Texts that the server reads as the parameters' types, `$1` first. */
  readonly values: readonly (string | null)[];
  /** Nobody has said these: they are values of rows that are there. */
  readonly guessed?: true;
  readonly kind: 'select' | 'insert' | 'update' | 'upsert' | 'delete' | 'other';
  /** Objects by kind and name: `table public.orders`, `column public.orders.note`. Empty: it cannot be told, and may be any. */
  readonly touches: readonly string[];
  /** It was asked by the name that it was prepared under: its connection keeps it. */
  readonly prepared?: true;
  /** Of these what a view reads for it, and what it does not name itself. */
  readonly behind?: readonly string[];
  /** Of these what triggers of N-1 touch for it. */
  readonly fires?: readonly Fired[];
  /** Of a captured one: the columns that it writes itself, and the tables whose rows it deletes. Absent: it cannot be told. */
  readonly writes?: readonly string[];
}
