import type { Scratch } from '../core/scratch/scratch.ts';
import type { Catalog, SequenceObject } from './catalog.ts';
import type { CapturedContent, TableComparison } from './content.ts';

// The boundary between what is tried and what it is tried on. Whatever knows an engine lies in its folder below engines/, behind
// these types; what engines differ in is declared, never asked for by name.

/** What an engine can and cannot do. */
interface Capabilities {
  /** A schema change is undone with its transaction. */
  readonly transactionalDdl: boolean;
  /** Plans of statements are kept by connections, and outlive a change of the schema. */
  readonly keepsPlans: boolean;
  /** Statements can be run as one of several roles, with rights of its own. */
  readonly roles: boolean;
}

/** One statement of a script. */
export interface ScriptStatement {
  /** Without the semicolon and what stands before its first word. */
  readonly text: string;
  /** Of its first word: UTF-16 code units from the start of the script, line and column from 1. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** Does to the transaction: `begin`, `commit`, `rollback`; absent: it is an ordinary statement. */
  readonly control?: 'begin' | 'commit' | 'rollback';
  /** It cannot be run inside of a transaction, or what it makes cannot be used there. */
  readonly alone?: true;
  /** The rows that follow it in the script, as they stand there, and the line that they begin on. */
  readonly copy?: { readonly rows: string; readonly line: number };
}

/** What cannot be read as statements. */
interface ScriptProblem {
  readonly code: string;
  readonly what: string;
  readonly fix: string;
  readonly line: number;
  readonly column: number;
}

export type Script =
  | { readonly kind: 'script'; readonly statements: readonly ScriptStatement[] }
  | { readonly kind: 'unreadable'; readonly problem: ScriptProblem };

/** Why a server did not do what it was asked, in its own words. */
export interface Refusal {
  /** The engine's code: an SQLSTATE, `23502`. */
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  /** In the text that was sent, in characters from 1. */
  readonly position?: number;
  /** Of the rows that were sent with it, from 1. */
  readonly row?: number;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  /** What it is about: the values of rows, the rights of who asks, a plan that was kept too long; absent: the statement itself. */
  readonly about?: 'rows' | 'rights' | 'plan';
  /** Among other rows it might have been taken: a key is there already, or is not there. */
  readonly amongOthers?: true;
  /** The statement was ended because it took too long, waited too long for a lock, or its connection was ended. */
  readonly stopped?: 'time' | 'lock' | 'killed';
  /** What it waited for when it was last looked at. */
  readonly waited?: Waiting;
}

/** What a server answers. Values are texts as it writes them. */
export type Reply =
  | {
      readonly kind: 'done';
      readonly columns: readonly { readonly name: string; readonly type: string }[];
      readonly rows: readonly (readonly (string | null)[])[];
      /** Rows given or changed. */
      readonly count: number;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A statement with its parameters; `name`: prepared under it, and its plan kept; `copy`: rows that it reads, in the form that it says. */
export interface Asked {
  readonly text: string;
  readonly values?: readonly (string | null)[];
  readonly name?: string;
  readonly copy?: string;
}

/** A sequence, and the column that gets its numbers as they are, where it has one; names as SQL writes them. */
export interface Feed {
  readonly sequence: SequenceObject;
  readonly table?: string;
  readonly column?: string;
}

/** Where a sequence stands. Numbers are decimal texts. */
export interface Numbering {
  readonly feed: Feed;
  /** The number that it gives next. */
  readonly next: string;
  /** Numbers that the column holds and the sequence has still to come to, the nearest first. */
  readonly ahead: readonly string[];
  /** There are more of these. */
  readonly isMore: boolean;
}

/** A session that waits for what others hold. */
export interface Waiting {
  /** Its `Connection.id`. */
  readonly who: string;
  /** Those that hold it, or stand before it in the queue. */
  readonly behind: readonly string[];
  /** In the engine's words: `ACCESS EXCLUSIVE`, `a row`. */
  readonly wants: string;
  /** `table public.orders`; absent: it belongs to no relation. */
  readonly object?: string;
  /** What waits behind it as long as it waits itself. */
  readonly blocks: readonly Traffic[];
  /** What the first of those holds of the same object, and what that one is doing. */
  readonly held?: string;
  readonly holder?: string;
}

/** Looks at who waits in a database. */
export interface Lookout extends AsyncDisposable {
  readonly look: () => Promise<readonly Waiting[]>;
}

/** What a table and its columns are, whatever they are called: equal at two moments of a database, and in its copies, exactly when they are the same. */
export interface TableIdentity {
  readonly id: string;
  /** By the column's name at that moment. */
  readonly columns: Readonly<Record<string, string>>;
}

/** A role that belongs to a schema, and whether it gets a connection. */
export interface RoleState {
  /** As it is, not quoted. */
  readonly name: string;
  /** false: it is there as the member of another. */
  readonly isNamed: boolean;
  /** What keeps it from connecting. */
  readonly shut?: string;
}

/** One connection to a scratch database, with the rights of a migration and no more. Never throws what a server says. */
export interface Connection extends AsyncDisposable {
  /** The server's name of it, as long as it is there. */
  readonly id: string;
  readonly ask: (asked: Asked) => Promise<Reply>;
  readonly begin: (isolation?: 'snapshot') => Promise<void>;
  readonly commit: () => Promise<Reply>;
  readonly rollback: () => Promise<void>;
  /** Inside of a transaction: what it does is undone at once. `look`: asked before it is undone, where it was done. */
  readonly attempt: (asked: Asked, look?: Asked) => Promise<{ readonly reply: Reply; readonly seen?: Reply }>;
  /** Inside of a transaction: undone when it is refused, kept else. */
  readonly place: (asked: Asked) => Promise<Reply>;
  /** Can the statement be planned? Nothing is run. */
  readonly prepare: (text: string) => Promise<Reply>;
  /** What its transaction is like: none, open, or failed. */
  readonly transaction: () => 'none' | 'open' | 'failed';
  readonly limits: Limits;
  /** Ends it from outside, whatever it is doing. */
  readonly kill: () => Promise<void>;
  /** What it waits for just now, seen by another session. */
  readonly waits: () => Promise<Waiting | undefined>;
  /** Its client is gone without a word; done when the server has noticed, which it does when it has done what it was doing. */
  readonly vanish: () => Promise<void>;
  readonly catalog: () => Promise<Catalog>;
  /** Of all tables, by their names in the catalog. */
  readonly identities: () => Promise<ReadonlyMap<string, TableIdentity>>;
  /** A text that stays the same as long as nothing of the schema is committed; cheaper than the catalog. */
  readonly mark: () => Promise<string>;
  /** Digests a table that is too large to be held; names as they are, not quoted. Undefined: it cannot be, and is not known. */
  readonly content: (table: {
    readonly table: string;
    readonly key: readonly string[];
    readonly columns: readonly string[];
  }) => Promise<CapturedContent | undefined>;
  /** Where sequences stand; without those that it may not read. */
  readonly numbers: (feeds: readonly Feed[]) => Promise<readonly Numbering[]>;
  /** Roles of these names that are there, and all that have rights as members of them. */
  readonly members: (names: readonly string[]) => Promise<readonly RoleState[]>;
  /** Goes on with the rights of a role, until `reset`; refused where it may not. */
  readonly become: (role: string) => Promise<Reply>;
  /** As if it were a new connection. Only outside of a transaction. */
  readonly reset: () => Promise<void>;
}

/** Who is held to the policies of a table. */
export interface HeldRole {
  /** The roles that it is and whose rights it has, as SQL writes them. */
  readonly as: ReadonlySet<string>;
  /** The table is its own: policies hold for it where they are forced alone. */
  readonly isOwner: boolean;
}

/** A scratch database. */
export interface ScratchDatabase {
  readonly connect: () => Promise<Connection>;
  /** What keeps, or has kept, everybody but the trial from connecting. */
  readonly shut: () => Promise<string | undefined>;
}

/** The databases of one trial; removed with it, whatever became of it. */
export interface Ground extends AsyncDisposable {
  /** A new database: empty, or the copy of one that nobody is connected to. */
  readonly create: (from?: ScratchDatabase) => Promise<ScratchDatabase>;
}

/** What a lock keeps waiting. */
export type Traffic = 'select' | 'insert' | 'update' | 'delete';

/** A lock on a table that was there before the migration, on all of its rows, or on what else statements wait for. */
export interface LockSeen {
  /** As SQL writes it: `public.orders`. */
  readonly table: string;
  /** What it is; absent: a table. `rows`: not the table, but what of its rows was changed or deleted, which is most. */
  readonly kind?: 'rows' | 'view' | 'materialized view' | 'sequence' | 'index';
  /** The table that an index or a sequence belongs to. */
  readonly of?: string;
  /** In the engine's words: `ACCESS EXCLUSIVE`. */
  readonly mode: string;
  readonly blocks: readonly Traffic[];
}

/** What a migration was seen to hold, and to have done since the look before; of tables that were there before it alone. */
export interface Sight {
  /** From the strongest mode to the weakest. */
  readonly locks: readonly LockSeen[];
  /** Written anew as a whole. */
  readonly rewritten: readonly string[];
  /** Read from the first row to the last. */
  readonly scanned: readonly string[];
  /** With rows changed or deleted. */
  readonly written: readonly string[];
  /** With an index built, rebuilt or dropped. */
  readonly indexed: readonly string[];
  /** The migration has said itself how long it waits for a lock. */
  readonly limitsWaiting: boolean;
}

/** A second session that watches one connection. */
export interface Watcher extends AsyncDisposable {
  /** Between two statements of the connection that is watched; inside of its transaction all of its locks are seen. */
  readonly look: () => Promise<Sight>;
  /** Looks at the locks again and again while something is done; what is held for a moment only may be missed. */
  readonly during: <Result>(work: () => Promise<Result>) => Promise<{ readonly result: Result; readonly locks: () => readonly LockSeen[] }>;
}

/** A server of our own to try migrations on. */
export interface ScratchServer extends AsyncDisposable {
  /** `PostgreSQL 18.4` */
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Resolves when the server ends without having been told to, with how it ended. */
  readonly lost: Promise<string>;
  /** `made`: what was run before; what a script calls is made there. */
  readonly split: (sql: string, made?: string) => Script;
  /** `name` is quoted as a name where it has to be. */
  readonly quote: (name: string) => string;
  /** Watches a connection to a database from a second one. */
  readonly watch: (database: ScratchDatabase, migration: Connection) => Promise<Watcher>;
  /** Looks at a database from a session of its own. */
  readonly lookout: (database: ScratchDatabase) => Promise<Lookout>;
  /** Do two queries give the same, whatever rows there are, and may the same be written through them? `false`: that is not known. */
  readonly isSameQuery: (connection: Connection, one: string, other: string) => Promise<boolean>;
  /** Do two expressions always give a column of this type the same value? `false`: that is not known. */
  readonly isSameValue: (connection: Connection, type: string, one: string, other: string) => Promise<boolean>;
  /** May a role do all of this with an object (`table public.orders`), in whatever way? `role` is not quoted. `false`: not, or that is not known. */
  readonly mayAll: (connection: Connection, role: string, on: string, rights: readonly string[]) => Promise<boolean>;
  /** Who may do something with a table, and is held to its policies; at least one. */
  readonly heldTo: (connection: Connection, table: string) => Promise<readonly HeldRole[]>;
  /** Holds the rows of one table in two databases against each other, and shows some of those that differ; what cannot be compared is unknown. */
  readonly differing: (was: ScratchDatabase, is: ScratchDatabase, table: string, shown: number) => Promise<TableComparison>;
  /** Adds copies of a table's first row, with other keys, until it has so many rows; why it cannot, in the server's words. */
  readonly grow: (connection: Connection, table: string, rows: number) => Promise<Refusal | undefined>;
  /** Milliseconds that the session has said itself to wait for a lock; undefined: it has not. */
  readonly waitsAtMost: (connection: Connection) => Promise<number | undefined>;
  /** Milliseconds after which a server that nobody has set up otherwise ends one of two that wait for each other. */
  readonly deadlockMs: number;
  /** The session is from now on in another time zone than UTC, as those of most servers are that nobody has set up for it. */
  readonly leaveUtc: (connection: Connection) => Promise<void>;
  /** Inside of a transaction: from now on the rows of these tables come in another order to who asks for none, where that can be done. */
  readonly turnRows: (connection: Connection, tables: readonly string[]) => Promise<void>;
  /** When the signal aborts, all that goes on in the ground is ended. `limits` in milliseconds. */
  readonly open: (limits: Limits, signal: AbortSignal) => Promise<Ground>;
}

/** Milliseconds that a statement may take and wait for a lock, unless it lifts these limits itself; and that a whole script may take, whatever it does. */
export interface Limits {
  readonly statementMs: number;
  readonly lockMs: number;
  readonly scriptMs: number;
}

export interface Engine {
  readonly name: string;
  /** `where`: a place in the engine's own words (`embedded`, `docker:postgres:16`, a URL); the usual one where nothing is said. */
  readonly start: (scratch: Scratch, signal: AbortSignal, where?: string) => Promise<ScratchServer>;
}
