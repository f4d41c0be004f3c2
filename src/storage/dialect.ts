import type * as fc from 'fast-check';
import type { Catalog } from './catalog.ts';
import type { Connection, Refusal, Script } from './engine.ts';

// What has to be known of an engine's language without a server, and what a server is asked about a statement: values of types, conditions of
// checks, logs. Each engine has one of these, which knows the texts of its catalogs.

/** A condition as far as it is understood: enough to propose values that a check accepts. What is not is `opaque`, and left to the server. */
export type Condition =
  /** As SQL writes it. */
  | { readonly kind: 'column'; readonly name: string }
  /** `number`: written as a number, or cast to one. */
  | { readonly kind: 'constant'; readonly value: string | null; readonly number: boolean }
  | { readonly kind: 'list'; readonly items: readonly Condition[] }
  /** An operator or a function, in lower case: `and`, `=`, `~`, `length`, `is null`, `any =`, `all <>`. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Condition[] }
  | { readonly kind: 'opaque' };

/** Values of one type, as texts that the server reads. */
export interface Values {
  /** The type's edges and the shapes that go wrong, the plainest and the most telling first. */
  readonly boundaries: readonly string[];
  /** Any value; shrinks to the plain ones. */
  readonly any: fc.Arbitrary<string>;
}

/** What a column holds while a condition is looked at. */
export interface Cell {
  readonly value: string | null;
  readonly type: string;
}

/** The column, or a domain's VALUE, that conditions speak of. */
export interface Subject {
  readonly name: string;
  readonly type: string;
}

/** A column, by the name that a statement has for it, and the constants that it is compared with. */
export interface Comparison {
  /** As SQL writes it. */
  readonly name: string;
  /** The table before the point, or what the statement calls it. */
  readonly of?: string;
  /** Keys of a document, from outside: `data->'a'->>'b'`. */
  readonly path?: readonly string[];
  /** Of the length of its value it is said. */
  readonly measure?: true;
  /** NULL stands for a value here. */
  readonly mayBeNull?: true;
  /** `=` (one of the values), `<`, `like`, `between`, `null`, `not in`, `element` …, in lower case. */
  readonly op: string;
  readonly values: readonly string[];
  /** They are written as numbers. */
  readonly number: boolean;
}

/** What a statement compares columns with. */
export interface Compared {
  /** Its first word, in lower case. */
  readonly verb: string;
  /** Names and words of it. */
  readonly words: ReadonlySet<string>;
  /** What it calls its tables, with their names as it has them, without their schemas. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly comparisons: readonly Comparison[];
  /** Columns that must be equal, as two tables are joined. */
  readonly joins: readonly (readonly [Pick<Comparison, 'name' | 'of'>, Pick<Comparison, 'name' | 'of'>])[];
  /** Its other constants: what it writes. */
  readonly written: ReadonlySet<string>;
}

/** Values of a column, by what a statement says of it. */
export interface Meeting {
  /** What the statement finds; NULL is one. */
  readonly meets: readonly (string | null)[];
  /** What lies just beside, on the other side. */
  readonly beside: readonly string[];
}

/** Values of types, read from a catalog once. */
export interface TypeBook {
  /** Values of a type by its text; undefined where drill knows none. */
  readonly of: (type: string) => Values | undefined;
}

/** One execution, as the log has it. */
export interface Logged {
  readonly database: string;
  readonly application: string;
  readonly text: string;
  /** Texts of the parameters; absent: it had none, or came without. */
  readonly values?: readonly (string | null)[];
  /** It was asked by the name that it was prepared under: its connection keeps it. */
  readonly prepared?: true;
  /** Of the entry's first line in the log. */
  readonly line: number;
}

/** A log that cannot be read, and from which line on. */
export interface UnreadableLog {
  readonly line: number;
  readonly why: string;
}

/** A statement without its parameters, and how often it was called. */
export interface Summed {
  readonly text: string;
  readonly calls: number;
  readonly line: number;
}

/** What the server says of a statement. */
export type Described =
  | {
      readonly kind: 'described';
      /** Types of `$1`, `$2` … */
      readonly parameters: readonly string[];
      /** By kind and name; undefined: it cannot be told. */
      readonly objects?: readonly string[];
      /** Those of them that it does not name itself: a view does. */
      readonly behind?: readonly string[];
      /** Columns that it writes itself, and tables whose rows it deletes; absent with `objects`. */
      readonly writes?: readonly string[];
      /** It reads whole rows: all columns of the tables that it names. */
      readonly wholeRows: boolean;
      /** Rows go in or out beside it (COPY), so that it cannot be asked as it is: what can be planned in its place. */
      readonly asQuery?: string;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface Dialect {
  /** Values of the types that a catalog knows. */
  readonly types: (catalog: Catalog) => TypeBook;
  /** The condition of a check, by its definition. */
  readonly condition: (definition: string) => Condition;
  readonly columnsOf: (condition: Condition) => readonly string[];
  /** Does a row keep it? undefined: the server knows. */
  readonly holds: (condition: Condition, cells: ReadonlyMap<string, Cell>) => boolean | undefined;
  /** Values that the conditions on the subject alone do not refuse, with those at the conditions' own edges put first. */
  readonly narrowed: (values: Values, subject: Subject, conditions: readonly Condition[]) => Values;
  /** What a partition takes, as conditions on the columns of its parent's key. */
  readonly boundsOf: (partitionedBy: string, bound: string) => readonly Condition[];
  /** `values`: texts of the parameters. */
  readonly comparedIn: (sql: string, values?: readonly (string | null)[]) => Compared;
  /** Values of a type by its text (of a domain: its base's; `labels`: of an enum) that a comparison finds, and does not; none where it says nothing. */
  readonly meeting: (comparison: Comparison, type: string, labels?: readonly string[]) => Meeting;
  readonly split: (sql: string) => Script;
  /** The statements of a server's log. */
  readonly readLog: (log: string) => readonly Logged[] | UnreadableLog;
  /** The statements of a server's own statistics, written out; undefined: the text is none. */
  readonly readSummed: (text: string) => readonly Summed[] | undefined;
  /** Asks the server about one statement, inside of a transaction. Nothing is run, and nothing stays. */
  readonly describe: (connection: Connection, text: string) => Promise<Described>;
}
