// What a store's schema consists of, in words that are the same for every way to get at it: a list of objects, each with all
// that it says in fields of canonical text. Two catalogs are equal when their objects are. Names in fields stand as SQL writes
// them, quoted where they have to be; what belongs to another schema than the server's own is qualified.

interface Described {
  /** As SQL writes it, quoted where it has to be: `public.orders`, of a column `public.orders.note`. With its kind it is unique. */
  readonly name: string;
  readonly comment?: string;
  /** Absent: the owner of the database. */
  readonly owner?: string;
}

/** Of parts that are no objects of their own, by their names. */
type Comments = Readonly<Record<string, string>>;

interface OfTable extends Described {
  /** `public.orders` */
  readonly table: string;
}

interface SchemaObject extends Described {
  readonly kind: 'schema';
}

/** A partition says only what is its own: columns, constraints, indexes and triggers that are its parent's are the parent's alone. */
export interface TableObject extends Described {
  readonly kind: 'table' | 'foreign table';
  readonly persistence: 'permanent' | 'unlogged';
  /** Names in the order that `select *` and an insert without a list of columns see. */
  readonly columns: readonly string[];
  /** `RANGE (at)` */
  readonly partitionedBy?: string;
  /** The parent, and the bound: `FOR VALUES FROM (1) TO (10)`. */
  readonly partitionOf?: { readonly parent: string; readonly bound: string };
  readonly inherits?: readonly string[];
  /** Storage parameters, sorted: `fillfactor=70`. */
  readonly options?: readonly string[];
  readonly rowSecurity?: 'on' | 'forced';
  /** Row security is off, and will hold for the owner, too, once it is on. */
  readonly forcedWhileOff?: true;
  readonly replicaIdentity?: string;
}

export interface ColumnObject extends OfTable {
  readonly kind: 'column';
  /** `note`, `"Note"` */
  readonly column: string;
  /** With its modifiers: `character varying(20)`, `numeric(10,2)`, `public.status`. */
  readonly type: string;
  /** Absent: the type's own. */
  readonly collation?: string;
  readonly notNull: boolean;
  /** An expression, as the server writes it. */
  readonly default?: string;
  readonly identity?: 'always' | 'by default';
  readonly generated?: { readonly as: string; readonly stored: boolean };
}

/** A `not null` (18 and later) is listed only where it says more than its column's `notNull`: it is not validated, or not inherited. */
export interface ConstraintObject extends OfTable {
  readonly kind: 'constraint';
  readonly type: 'primary key' | 'unique' | 'foreign key' | 'check' | 'exclude' | 'not null';
  /** The columns that it speaks of, in its order; of a check sorted. */
  readonly columns: readonly string[];
  /** Without what the fields below tell. */
  readonly definition: string;
  /** false: `NOT VALID`: what was there before was not looked at. */
  readonly validated: boolean;
  /** false: `NOT ENFORCED` (18 and later). */
  readonly enforced: boolean;
  readonly deferrable?: 'immediate' | 'deferred';
  readonly references?: { readonly table: string; readonly columns: readonly string[] };
}

export interface IndexObject extends OfTable {
  readonly kind: 'index';
  readonly unique: boolean;
  readonly valid: boolean;
  readonly method: string;
  /** Columns and expressions with what is said of each (operator class, collation, order). */
  readonly keys: readonly string[];
  readonly include?: readonly string[];
  /** Of a partial index. */
  readonly predicate?: string;
  /** The constraint that it serves. */
  readonly constraint?: string;
  readonly nullsNotDistinct?: true;
  /** `CLUSTER` without a name goes by it. */
  readonly clustered?: true;
  /** Storage parameters, sorted. */
  readonly options?: readonly string[];
}

export interface SequenceObject extends Described {
  readonly kind: 'sequence';
  readonly type: string;
  /** Decimal texts: they may be beyond what a double holds. */
  readonly start: string;
  readonly min: string;
  readonly max: string;
  readonly increment: string;
  readonly cycle: boolean;
  /** Numbers that a session takes at a time, where it is more than one. */
  readonly cache?: string;
  /** `public.orders.id` */
  readonly ownedBy?: string;
}

interface EnumObject extends Described {
  readonly kind: 'enum';
  /** In their order. */
  readonly labels: readonly string[];
}

export interface DomainObject extends Described {
  readonly kind: 'domain';
  readonly base: string;
  readonly notNull: boolean;
  readonly default?: string;
  readonly collation?: string;
  /** `name CHECK (…)`, sorted. */
  readonly checks: readonly string[];
  readonly checkComments?: Comments;
}

interface CompositeObject extends Described {
  readonly kind: 'composite';
  /** `name type`, in their order. */
  readonly attributes: readonly string[];
  readonly attributeComments?: Comments;
}

interface RangeObject extends Described {
  readonly kind: 'range';
  readonly subtype: string;
  readonly definition: string;
}

export interface ViewObject extends Described {
  readonly kind: 'view' | 'materialized view';
  readonly definition: string;
  /** `name type`, in their order. */
  readonly columns: readonly string[];
  readonly columnComments?: Comments;
  readonly options?: readonly string[];
  /** Of a materialised one: false where it was made, and never filled. */
  readonly populated?: false;
}

export interface RoutineObject extends Described {
  readonly kind: 'function' | 'procedure' | 'aggregate';
  readonly definition: string;
  readonly returns?: string;
}

export interface TriggerObject extends OfTable {
  readonly kind: 'trigger';
  readonly definition: string;
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always';
}

export interface PolicyObject extends OfTable {
  readonly kind: 'policy';
  readonly definition: string;
}

/** What a role may do with an object. Of what its owner and PUBLIC may do by themselves, only what somebody changed is listed. */
export interface GrantObject extends Described {
  readonly kind: 'grant';
  /** Kind and name of the object: `table public.orders`; of default privileges `future tables in public`; `database` is the store's own. */
  readonly on: string;
  /** A role, `PUBLIC`, or `OWNER`: the object's. */
  readonly to: string;
  /** Sorted; with ` with grant option` where they may be passed on. Empty: it was taken from the owner or from PUBLIC. */
  readonly privileges: readonly string[];
}

/** What sessions begin with: of the database, of a role in it, or of a role that the catalog names, wherever that connects to. */
interface SettingObject extends Described {
  /** `search_path of database`, `search_path of role app in database`, `search_path of role app`; the role `OWNER` is the database's. */
  readonly kind: 'setting';
  /** As the server keeps it; where the name has a dot (`app.key`) a hash, for it may be a secret. */
  readonly value: string;
}

interface ExtensionObject extends Described {
  readonly kind: 'extension';
  readonly version: string;
  readonly schema: string;
}

/** What is rare and is compared as a text: a rewrite rule, extended statistics, a publication, a collation, an event trigger. */
interface OtherObject extends Described {
  readonly kind:
    | 'rule'
    | 'statistics'
    | 'publication'
    | 'collation'
    | 'conversion'
    | 'event trigger'
    | 'cast'
    | 'operator'
    | 'foreign server'
    | 'type';
  readonly definition: string;
}

export type CatalogObject =
  | SchemaObject
  | TableObject
  | ColumnObject
  | ConstraintObject
  | IndexObject
  | SequenceObject
  | EnumObject
  | DomainObject
  | CompositeObject
  | RangeObject
  | ViewObject
  | RoutineObject
  | TriggerObject
  | PolicyObject
  | GrantObject
  | SettingObject
  | ExtensionObject
  | OtherObject;
export type ObjectKind = CatalogObject['kind'];

export interface Catalog {
  readonly engine: string;
  /** Version of the server that it was read from, `18.4`; two catalogs may be equal though they were read from different ones. */
  readonly server: string;
  /** Sorted by kind and name. */
  readonly objects: readonly CatalogObject[];
}
