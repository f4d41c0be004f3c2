import { expected, type Shape } from '../reading/words.ts';

/** A shape with what a page about it needs beyond what a check of it does. */
interface Told extends Shape {
  readonly properties?: Readonly<Record<string, Told>>;
  readonly patternProperties?: Readonly<Record<string, Told>>;
  readonly items?: Told;
  readonly anyOf?: readonly Told[];
}

interface Row {
  readonly key: string;
  readonly needed: boolean;
  readonly shape: Told;
}

const wild = (shape: Told): Told | undefined => Object.values(shape.patternProperties ?? {})[0];

/** Every key below a shape, in the order of the definition; alternatives one after the other, each key once. */
const rowsOf = (shape: Told, prefix: string): readonly Row[] => {
  const own = Object.entries(shape.properties ?? {}).flatMap(([name, inner]): readonly Row[] => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    return [{ key, needed: shape.required?.includes(name) ?? false, shape: inner }, ...rowsOf(inner, key)];
  });
  const named = wild(shape);
  return [
    ...own,
    ...(named && (named.properties || named.anyOf || named.patternProperties) ? rowsOf(named, `${prefix}.<name>`) : []),
    ...(shape.items ? rowsOf(shape.items, `${prefix}[]`) : []),
    // What one alternative needs, the others do not.
    ...(shape.anyOf ?? []).flatMap((branch) => rowsOf(branch, prefix).map((row) => ({ ...row, needed: false }))),
  ];
};

const kindOf = (shape: Told): string => {
  const named = wild(shape);
  if (named) return `a mapping of names to ${named.properties ? 'mappings' : expected(named)}`;
  if (shape.type === 'array' && shape.items && !shape.items.properties) return `a list of: ${expected(shape.items)}`;
  return expected(shape) === 'something else' ? 'anything' : expected(shape);
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (rows: readonly Row[]): string => {
  const lines = [...Map.groupBy(rows, ({ key }) => key)].map(([key, same]) => {
    const meanings = [...new Set(same.map(({ shape }) => shape.description ?? ''))].join(' Or: ');
    const kinds = [...new Set(same.map(({ shape }) => kindOf(shape)))].join(' or ');
    return `| \`${key}\`${same.some(({ needed }) => needed) ? ' (needed)' : ''} | ${cell(kinds)} | ${cell(meanings)} |`;
  });
  return ['| key | value | meaning |', '|---|---|---|', ...lines].join('\n');
};

const introduction = `# The keys of drill.yaml

<!-- Made from src/workspace/definition.ts by \`npm run schema\`: change that, not this. -->

drill.yaml describes a workspace: what is deployed, where, how going back is rehearsed, and what a rollout needs. drill takes
the one in the current folder or the nearest above it; all paths in it are relative to its folder. The same definition is
shipped as a JSON Schema, which editors use when the first line names it (\`drill init\` writes that line):

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/rollback-drill/contracts/drill/1/drill.schema.json
\`\`\`

It is YAML 1.2. Anchors, aliases and \`<<\` may be used. A key is taken as it is written: \`1.10\` is the version 1.10, not the
number 1.1; as a *value* such a version needs quotes.

## What a digest covers

A version is code and config together, and so is its digest. It is the same on every machine.

- \`path\`: every file below the folder: its path, its bytes, whether it may be executed, and where a link leads. Only \`.git\` and
  \`.drill\` are left out, at any depth; \`node_modules\` counts. Times, owners, other permissions and empty folders do not count.
- \`npm\`: the package, the integrity of every package of its lock, and the files of the \`with\` folder (without \`node_modules\`).
  Commit a package.json and package-lock.json in the \`with\` folder: then everybody gets the same packages. Without them the lock
  made at the first fetch is kept in the user's cache folder, and another machine may resolve other packages later.
  Install scripts of packages do not run unless the version says \`scripts: true\`.
- \`git\`: the tree at that ref and path. \`image\`: not yet.
`;

/** docs/drill-yaml.md: every key of drill.yaml with what it takes and what it means. */
export const keysPage = (definition: object): string => {
  const sections = Object.entries((definition as Told).properties ?? {}).map(
    ([name, shape]) =>
      `## ${name}\n\n${shape.description ?? ''}\n${shape.properties || shape.patternProperties || shape.items ? `\n${table(rowsOf(shape, name))}\n` : ''}`,
  );
  return [introduction, ...sections].join('\n');
};
