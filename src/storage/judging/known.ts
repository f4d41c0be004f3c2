import type { CatalogObject, ObjectKind } from '../catalog.ts';
import type { Change } from '../change.ts';

type Of<K extends ObjectKind, O extends CatalogObject = CatalogObject> = O extends unknown ? (K extends O['kind'] ? O : never) : never;

/** What speaks of it: rules, which find or stay silent, or what else tells it; or why nobody need speak of it. */
type Spoken = 'rules' | { readonly silent: string };

const told = { silent: 'Another field of the same object says so, too.' };
const words = { silent: 'Words for people change nothing.' };
const described = { comment: words, owner: 'rules' } as const;
const ofTable = { ...described, table: { silent: 'A table that is renamed is told by itself.' } } as const;
const tuning = { silent: 'It changes how fast things are, not what they are.' };

const table = {
  ...described,
  persistence: 'rules',
  columns: 'rules',
  partitionedBy: 'rules',
  partitionOf: 'rules',
  inherits: 'rules',
  options: tuning,
  rowSecurity: 'rules',
  forcedWhileOff: { silent: 'While row security is off nobody is asked; that it is switched on is told by itself.' },
  replicaIdentity: 'rules',
} as const;
const view = { ...described, definition: 'rules', columns: 'rules', columnComments: words, options: 'rules', populated: 'rules' } as const;
const routine = { ...described, definition: 'rules', returns: 'rules' } as const;
const other = { ...described, definition: 'rules' } as const;

/** Every field that an object can have: one that is added to the types must be thought of here. */
const fields: { readonly [K in ObjectKind]: Readonly<Record<Exclude<keyof Of<K>, 'kind' | 'name'>, Spoken>> } = {
  schema: described,
  table,
  'foreign table': table,
  column: {
    ...ofTable,
    column: told,
    type: 'rules',
    collation: 'rules',
    notNull: 'rules',
    default: 'rules',
    identity: 'rules',
    generated: 'rules',
  },
  constraint: {
    ...ofTable,
    type: told,
    columns: told,
    definition: 'rules',
    validated: 'rules',
    enforced: 'rules',
    deferrable: 'rules',
    references: told,
  },
  index: {
    ...ofTable,
    unique: 'rules',
    valid: 'rules',
    method: 'rules',
    keys: 'rules',
    include: tuning,
    predicate: 'rules',
    constraint: told,
    nullsNotDistinct: 'rules',
    clustered: tuning,
    options: tuning,
  },
  sequence: {
    ...described,
    type: 'rules',
    start: { silent: 'Only RESTART asks for it; what that does to the numbers is seen when the migration is run.' },
    min: 'rules',
    max: 'rules',
    increment: 'rules',
    cycle: 'rules',
    cache: tuning,
    ownedBy: { silent: 'It says with what it is dropped, not what it gives.' },
  },
  enum: { ...described, labels: 'rules' },
  domain: { ...described, base: 'rules', notNull: 'rules', default: 'rules', collation: 'rules', checks: 'rules', checkComments: words },
  composite: { ...described, attributes: 'rules', attributeComments: words },
  range: { ...described, subtype: 'rules', definition: 'rules' },
  view,
  'materialized view': view,
  function: routine,
  procedure: routine,
  aggregate: routine,
  trigger: { ...ofTable, definition: 'rules', enabled: 'rules' },
  policy: { ...ofTable, definition: 'rules' },
  grant: { ...described, on: told, to: told, privileges: 'rules' },
  setting: { ...described, value: 'rules' },
  extension: { ...described, version: 'rules', schema: 'rules' },
  rule: other,
  statistics: { ...described, definition: tuning },
  publication: other,
  collation: other,
  conversion: other,
  'event trigger': other,
  cast: other,
  operator: other,
  'foreign server': other,
  type: other,
};

/** Names that a change gives to something that is no field of the object. */
const besides: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = { enum: ['label'] };

/** Has somebody thought of this part of a change, so that no rule speaking of it means that it holds? */
export const isKnown = ({ kind, turn, fields: changed }: Change): boolean => {
  if (!Object.hasOwn(fields, kind)) return false;
  const name = changed[0]?.field ?? '';
  return turn !== 'changed' || Object.hasOwn(fields[kind], name) || besides[kind]?.includes(name) === true;
};
