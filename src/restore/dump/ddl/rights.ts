import type { CatalogObject, GrantObject } from '../../../storage/catalog.ts';
import { holderOf, lastOf, literal, type Script } from '../names.ts';
import { here } from '../roles.ts';

// Whose things are, who may do what with them, and what is said of them.

/** Kinds by the word that ALTER and GRANT have for them. */
const words: Readonly<Record<string, string>> = {
  schema: 'SCHEMA',
  table: 'TABLE',
  'foreign table': 'FOREIGN TABLE',
  sequence: 'SEQUENCE',
  view: 'VIEW',
  'materialized view': 'MATERIALIZED VIEW',
  function: 'FUNCTION',
  procedure: 'PROCEDURE',
  aggregate: 'AGGREGATE',
  enum: 'TYPE',
  composite: 'TYPE',
  range: 'TYPE',
  domain: 'DOMAIN',
  statistics: 'STATISTICS',
  publication: 'PUBLICATION',
  'event trigger': 'EVENT TRIGGER',
  collation: 'COLLATION',
};

const signature = (object: CatalogObject): string => (object.kind === 'aggregate' ? object.name.replace(/\(\)$/, '(*)') : object.name);

/** Of sequences that belong to a column: the table's. */
const owners = ({ objects, owner }: Script): readonly string[] =>
  objects.flatMap((object) => {
    const word = words[object.kind];
    if (word === undefined || (object.kind === 'sequence' && object.ownedBy !== undefined)) return [];
    if (object.kind === 'schema' && object.name === 'public' && object.owner === undefined) return [];
    return [`ALTER ${word} ${signature(object)} OWNER TO ${object.owner ?? owner}`];
  });

/** What is named by its table. */
const ofTable: ReadonlySet<string> = new Set(['constraint', 'trigger', 'policy', 'rule']);

const comments = ({ objects }: Script): readonly string[] =>
  objects.flatMap((object): readonly string[] => {
    const on = (thing: string, text: string): string => `COMMENT ON ${thing} IS ${literal(text)}`;
    const parts = [
      ...('checkComments' in object
        ? Object.entries(object.checkComments ?? {}).map(([name, text]) => on(`CONSTRAINT ${name} ON DOMAIN ${object.name}`, text))
        : []),
      ...('attributeComments' in object
        ? Object.entries(object.attributeComments ?? {}).map(([name, text]) => on(`COLUMN ${object.name}.${name}`, text))
        : []),
      ...('columnComments' in object
        ? Object.entries(object.columnComments ?? {}).map(([name, text]) => on(`COLUMN ${object.name}.${name}`, text))
        : []),
    ];
    if (object.comment === undefined) return parts;
    const { kind, name, comment } = object;
    if (kind === 'column' || kind === 'index') return [...parts, on(`${kind.toUpperCase()} ${name}`, comment)];
    if (ofTable.has(kind)) return [...parts, on(`${kind.toUpperCase()} ${lastOf(name)} ON ${holderOf(name)}`, comment)];
    return words[kind] === undefined ? parts : [...parts, on(`${words[kind]} ${signature(object)}`, comment)];
  });

/** Kinds that GRANT has another word for than ALTER. */
const granted: Readonly<Record<string, string>> = {
  view: 'TABLE',
  'materialized view': 'TABLE',
  'foreign table': 'TABLE',
  aggregate: 'FUNCTION',
  domain: 'TYPE',
  type: 'TYPE',
  'foreign server': 'FOREIGN SERVER',
};

/** Longest first, so that `materialized view` is not taken for a `view`. */
const kinds = [...Object.keys(words), 'type', 'foreign server'].sort((a, b) => b.length - a.length);

const onDefaults = (on: string, owner: string): { readonly clause: string; readonly kind: string } | undefined => {
  const found = /^future (tables|sequences|functions|types|schemas)(?: in (\S+?))?(?: of (\S+))?$/.exec(on);
  if (!found) return undefined;
  const [, kind = '', schema, role] = found;
  return {
    kind: kind.toUpperCase(),
    clause: `ALTER DEFAULT PRIVILEGES FOR ROLE ${role ?? owner}${schema === undefined ? '' : ` IN SCHEMA ${schema}`}`,
  };
};

const grant = (object: GrantObject, { objects, owner }: Script): readonly string[] => {
  const { on, to, privileges } = object;
  const defaults = onDefaults(on, owner);
  const kind = kinds.find((one) => on.startsWith(`${one} `));
  const name = kind === undefined ? '' : on.slice(kind.length + 1);
  const column = on.startsWith('column ') ? on.slice(7) : undefined;
  const whose = objects.find((one) => one.kind === kind && one.name === name)?.owner ?? owner;
  const role = to === 'OWNER' ? (defaults ? (/ of (\S+)$/.exec(on)?.[1] ?? owner) : whose) : to;
  const clause = defaults
    ? `ON ${defaults.kind}`
    : column !== undefined
      ? `ON TABLE ${holderOf(column)}`
      : on === 'database'
        ? `ON DATABASE ${here}`
        : `ON ${granted[kind ?? ''] ?? words[kind ?? ''] ?? ''} ${name}`;
  const lead = defaults ? `${defaults.clause} ` : '';
  const listed = (privilege: string): string => `${privilege}${column === undefined ? '' : ` (${lastOf(column)})`}`;
  const ordinary = privileges.filter((one) => !one.endsWith(' with grant option'));
  const passable = privileges.filter((one) => one.endsWith(' with grant option')).map((one) => one.slice(0, -' with grant option'.length));
  return [
    `${lead}REVOKE ALL${column === undefined ? '' : ` (${lastOf(column)})`} ${clause} FROM ${role}`,
    ...(ordinary.length > 0 ? [`${lead}GRANT ${ordinary.map(listed).join(', ')} ${clause} TO ${role}`] : []),
    ...(passable.length > 0 ? [`${lead}GRANT ${passable.map(listed).join(', ')} ${clause} TO ${role} WITH GRANT OPTION`] : []),
  ];
};

const grantsOn = (script: Script, isMeant: (on: string) => boolean): readonly string[] =>
  script.objects.flatMap((object) => (object.kind === 'grant' && isMeant(object.on) ? grant(object, script) : []));

/** Of the database itself: a dump of its schema does not bring them along. */
export const databaseRights = (script: Script): readonly string[] => grantsOn(script, (on) => on === 'database');

/** In their order: whose things are, who may do what, what is said of them. */
export const rights = (script: Script): readonly string[] => [
  ...owners(script),
  // What is taken from somebody of a table is taken of its columns, too.
  ...grantsOn(script, (on) => on !== 'database' && !on.startsWith('column ')),
  ...grantsOn(script, (on) => on.startsWith('column ')),
  ...comments(script),
];
