import { DrillError, type Problem } from '../core/error.ts';
import { segment } from '../workspace/reading/places.ts';
import { shapeProblems } from '../workspace/reading/shape.ts';
import type { Catalog, CatalogObject } from './catalog.ts';
import { bySortKey, nameOf } from './objects.ts';
import { readJson } from './snapshot/places.ts';
import { partSections, sections, snapshotFormat, snapshotShape, snapshotVersion } from './snapshot/shape.ts';
import { block, lines, small } from './snapshot/write.ts';

type Fields = Readonly<Record<string, unknown>>;
type Member = readonly [name: string, value: (indent: string) => string];

const partKinds: ReadonlyMap<string, string> = new Map(Object.entries(partSections).map(([section, { kind }]) => [kind, section]));

/** What a part is called below its table: an index by its full name, for it is not named after its table. */
const shortName = (object: CatalogObject & { readonly table: string }): string =>
  object.kind === 'index' ? object.name : object.name.slice(object.table.length + 1);

/** Members in the order of the shape; texts of several lines as lists of lines. */
const membersOf = (object: Fields, shape: { readonly properties: object }): Member[] =>
  Object.keys(shape.properties).flatMap((name): Member[] => {
    const value = object[name];
    if (value === undefined) return [];
    if (name === 'definition' && typeof value === 'string' && value.includes('\n')) return [[name, lines(value.split('\n'))]];
    return [[name, small(value, name)]];
  });

/** A small object on one line, where no text of it has several. */
const entry = (name: string, object: Fields, shape: { readonly properties: object }): Member => {
  const members = membersOf(object, shape);
  if (members.some(([, value]) => value('').includes('\n'))) return [name, block(members)];
  return [
    name,
    small(
      Object.fromEntries(Object.keys(shape.properties).flatMap((key) => (object[key] === undefined ? [] : [[key, object[key]]]))),
      name,
    ),
  ];
};

const tableMembers = (object: CatalogObject, parts: readonly CatalogObject[], shape: { readonly properties: object }): Member[] => {
  const columns = 'persistence' in object ? object.columns : [];
  const place = new Map(columns.map((column, index) => [column, index]));
  const of = (kind: string): (CatalogObject & { readonly table: string })[] =>
    parts.filter((part): part is typeof part & { readonly table: string } => part.kind === kind && 'table' in part);
  const listed = of('column').sort((a, b) => (place.get(shortName(a)) ?? 0) - (place.get(shortName(b)) ?? 0));
  const isWhole = listed.length === columns.length && listed.every((column, index) => shortName(column) === columns[index]);
  const own = 'persistence' in object ? { ...object, columns: undefined, ...(isWhole ? {} : { order: columns }) } : object;
  return [
    ...membersOf({ ...own }, shape),
    ...Object.entries(partSections).flatMap(([section, { kind, of: partShape }]): Member[] => {
      const those = kind === 'column' ? listed : of(kind);
      return those.length === 0 ? [] : [[section, block(those.map((part) => entry(shortName(part), { ...part }, partShape)))]];
    }),
  ];
};

/** The text of a snapshot: the same for equal catalogs, made to be read in a pull request. Nested by table. */
export const writeSnapshot = ({ engine, server, objects }: Catalog): string => {
  const parts = Map.groupBy(
    objects.filter((object) => partKinds.has(object.kind)),
    (object) => ('table' in object ? object.table : ''),
  );
  const homes = new Set<string>();
  const sectionMembers = Object.entries(sections).flatMap(([section, { kind, of }]): Member[] => {
    const those = objects.filter((object) => object.kind === kind);
    if (those.length === 0) return [];
    const members = those.map((object): Member => {
      if (!('columns' in object)) return entry(object.name, { ...object }, of);
      homes.add(object.name);
      return [object.name, block(tableMembers(object, parts.get(object.name) ?? [], of))];
    });
    return [[section, block(members)]];
  });
  const homeless = [...parts].find(([table]) => !homes.has(table))?.[1][0];
  if (homeless) throw new DrillError('snapshot/no-table', `${nameOf(homeless)} has no table in this catalog`, { kind: 'internal' });
  const grants = Map.groupBy(
    objects.filter((object) => object.kind === 'grant'),
    ({ on }) => on,
  );
  const document: Member[] = [
    ['format', small(snapshotFormat)],
    ['version', small(snapshotVersion)],
    ['engine', small(engine)],
    ['server', small(server)],
    ...sectionMembers,
    ...(grants.size === 0
      ? []
      : [
          [
            'grants',
            block([...grants].map(([on, to]) => [on, small(Object.fromEntries(to.map((grant) => [grant.to, grant.privileges])), on)])),
          ] as const,
        ]),
  ];
  return `${block(document)('')}\n`;
};

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const objectOf = (kind: string, name: string, fields: Fields, more: Fields = {}): CatalogObject => {
  const definition = Array.isArray(fields['definition']) ? { definition: fields['definition'].join('\n') } : {};
  // Members of a file have no prototype, objects of a catalog have the usual one.
  return structuredClone({ kind, name, ...fields, ...definition, ...more }) as unknown as CatalogObject;
};

const objectsOfTable = (kind: string, name: string, value: Fields): CatalogObject[] => {
  const isTable = kind === 'table' || kind === 'foreign table';
  const entries = (section: string): [string, Fields][] => {
    const found = section === 'columns' && !isTable ? undefined : value[section];
    return isFields(found) ? (Object.entries(found) as [string, Fields][]) : [];
  };
  const own = Object.entries(value).filter(
    ([member]) => member !== 'order' && !(member in partSections && (isTable || member !== 'columns')),
  );
  const columns = isTable ? { columns: value['order'] ?? entries('columns').map(([column]) => column) } : {};
  return [
    objectOf(kind, name, Object.fromEntries(own), columns),
    ...Object.entries(partSections).flatMap(([section, { kind: part }]) =>
      entries(section).map(([short, fields]) =>
        objectOf(part, part === 'index' ? short : `${name}.${short}`, fields, {
          table: name,
          ...(part === 'column' ? { column: short } : {}),
        }),
      ),
    ),
  ];
};

const headProblems = (value: unknown, at: (pointer: string) => Problem['at']): Problem[] => {
  const place = (pointer: string): Pick<Problem, 'at'> => {
    const found = at(pointer);
    return found ? { at: found } : {};
  };
  if (!isFields(value) || value['format'] !== snapshotFormat)
    return [
      {
        code: 'snapshot/wrong-format',
        what: `this is not a snapshot: its "format" is ${isFields(value) && value['format'] !== undefined ? JSON.stringify(value['format']) : 'not there'}`,
        fix: `a snapshot begins with "format": "${snapshotFormat}"; drill snapshot writes one`,
        ...place('/format'),
      },
    ];
  if (value['version'] !== snapshotVersion)
    return [
      {
        code: 'snapshot/unknown-version',
        what: `this snapshot has version ${JSON.stringify(value['version']) ?? 'none'} of its form; this drill reads version ${snapshotVersion}`,
        fix: 'update drill, or capture it anew: drill snapshot',
        ...place('/version'),
      },
    ];
  return [];
};

/**
 * Reads a snapshot.
 * @param file the file's name as it shall stand in messages
 * @throws DrillError `snapshot/…` (exit 64) with every problem of the text, each with its place
 */
export const parseSnapshot = (text: string, file: string): Catalog => {
  const { value, places, problems } = readJson(text, file);
  const refuse = (found: readonly Problem[]): void => {
    const [first, ...rest] = found;
    if (first) throw DrillError.of([first, ...rest]);
  };
  if (value === undefined) refuse(problems);
  refuse(headProblems(value, places.value));
  refuse([
    ...problems,
    ...shapeProblems(snapshotShape, value, places).map((problem) => ({ ...problem, code: problem.code.replace('config/', 'snapshot/') })),
  ]);
  const document = value as Fields;
  const objects = Object.entries(sections).flatMap(([section, { kind, of }]) =>
    Object.entries((document[section] ?? {}) as Record<string, Fields>).flatMap(([name, fields]) =>
      'columns' in of.properties ? objectsOfTable(kind, name, fields) : [objectOf(kind, name, fields)],
    ),
  );
  const grants = Object.entries((document['grants'] ?? {}) as Record<string, Record<string, string[]>>).flatMap(([on, to]) =>
    Object.entries(to).map(([role, privileges]) => objectOf('grant', `${on} to ${role}`, {}, { on, to: role, privileges })),
  );
  const all = [...objects, ...grants].sort(bySortKey);
  const twice = all.find((object, index) => index > 0 && nameOf(object) === nameOf(all[index - 1] ?? object));
  if (twice)
    refuse([
      {
        code: 'snapshot/duplicate',
        what: `${nameOf(twice)} stands in this file twice`,
        fix: 'take one of them out',
        at: places.key('table' in twice ? `/tables/${segment(twice.table)}/indexes/${segment(twice.name)}` : ''),
      },
    ]);
  return { engine: String(document['engine']), server: String(document['server']), objects: all };
};
