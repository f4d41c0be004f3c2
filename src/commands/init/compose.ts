import { yaml } from '../../core/yaml.ts';
import type { Findings } from './findings.ts';
import { schemaLine } from './schema-line.ts';

/** A text as YAML reads it back, plain where that is possible, in a flow collection too. */
const scalar = (text: string): string => {
  const plain = /^[\w./@-][\w./@ -]*$/.test(text) && !text.endsWith(' ');
  try {
    if (plain && yaml().parse(text) === text) return text;
  } catch {
    // then it needs quotes
  }
  return JSON.stringify(text);
};

/** A name that drill.yaml may use, made of any text. */
const nameOf = (text: string, otherwise: string): string =>
  text
    .replace(/^@[^/]*\//, '')
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 60) || otherwise;

interface Guess<T> {
  readonly value: T;
  readonly because: string;
}

const commandOf = ({ start, dockerfile }: Findings): Guess<readonly string[]> => {
  if (start !== undefined && /^[\w./@=:-]+( [\w./@=:-]+)*$/.test(start) && !/^\w+=/.test(start))
    return { value: start.split(' '), because: 'scripts.start of package.json' };
  if (start !== undefined)
    return { value: ['npm', 'start'], because: 'scripts.start of package.json is more than one program; drill uses no shell' };
  if (dockerfile?.command) return { value: dockerfile.command, because: `the command of ${dockerfile.path}` };
  return {
    value: ['node', 'server.js'],
    because: 'a guess: package.json has no scripts.start, and there is no Dockerfile with a CMD list',
  };
};

const readyOf = ({ documents }: Findings): Guess<string> => {
  const found = documents.find(({ health }) => health !== undefined);
  return found?.health
    ? { value: `GET ${found.health}`, because: `as ${found.path} has it` }
    : { value: 'GET /healthz', because: 'a guess: no description of a health endpoint was found' };
};

const databases = ['pg', 'postgres', 'pg-promise', 'typeorm', 'sequelize', 'knex', '@prisma/client', 'drizzle-orm', 'kysely', 'slonik'];

const storesOf = (findings: Findings): readonly string[] => {
  const { migrations, dependencies } = findings;
  const library = databases.find((name) => dependencies.includes(name));
  if (!migrations && library === undefined) return [];
  const because = migrations ? `${migrations.path} holds migrations` : `package.json depends on ${library ?? ''}`;
  const head = [`    # ${because}. If this is not PostgreSQL, take the store out.`, '    stores:'];
  if (!migrations)
    return [
      ...head,
      '      # Say how its schema comes about: `migrations: <folder>` of *.up.sql and *.down.sql, or { up: [...], down: [...] }.',
      '      db: { engine: postgres, migrate: on-start }',
    ];
  if (migrations.plain)
    return [
      ...head,
      `      # *.up.sql${migrations.down ? ' and *.down.sql' : ' (and no *.down.sql, so there is no route `down`)'}: drill applies them itself, before the version starts.`,
      `      db: { engine: postgres, migrations: ${scalar(migrations.path)}, migrate: before }`,
    ];
  return [
    ...head,
    '      # They are not *.up.sql files, so a tool applies them: name its commands, or leave it if the service migrates when it starts.',
    '      # db: { engine: postgres, migrations: { up: [npx, knex, "migrate:latest"], down: [npx, knex, "migrate:rollback"] }, migrate: before }',
    '      db: { engine: postgres, migrate: on-start }',
  ];
};

const contractsOf = ({ documents }: Findings): readonly string[] => {
  const [first, ...others] = documents;
  if (!first) return [];
  return [
    `    # ${first.path} is an OpenAPI document. A version from git has it as it is there; others need one file each: api/{version}.yaml.`,
    ...others.slice(0, 5).map(({ path }) => `    # So is ${path}.`),
    '    contracts:',
    `      http: { format: openapi, file: ${scalar(first.path)}, role: provider }`,
  ];
};

/** The text of a first drill.yaml: every guess has a comment that says what it is made from. */
export const compose = (
  findings: Findings,
  folder: string,
  before: { readonly ref: string; readonly version: string } | undefined,
): string => {
  const artifact = nameOf(findings.name ?? folder, 'app');
  const version = nameOf(findings.version ?? '', '0.1.0');
  const command = commandOf(findings);
  const ready = readyOf(findings);
  const stores = storesOf(findings);
  const routes = findings.migrations?.plain && findings.migrations.down ? ['schema-left', 'down'] : ['schema-left'];
  return [
    schemaLine,
    '#',
    '# The workspace of `drill`, a first version: each value that was guessed says from what. Keys: docs/drill-yaml.md of the package.',
    'version: 1',
    '',
    'artifacts:',
    `  # ${findings.name === undefined ? 'Named after the folder.' : 'Named as in package.json.'}`,
    `  ${artifact}:`,
    '    versions:',
    ...(before
      ? [
          `      # N-1: the newest tag before ${version}. What is not committed (node_modules, build output) is not in it: let the command make it.`,
          `      ${scalar(before.version)}: { git: ${scalar(before.ref)} }`,
        ]
      : [
          '      # N-1 is missing: no tag of an older version was found. Name a folder, an npm package or a git ref, e.g.',
          '      # 0.0.9: { git: v0.0.9 }',
        ]),
    `      # N: this folder as it is${findings.version === undefined ? '; package.json has no version, so this one is made up' : ', by the version in package.json'}.`,
    `      ${scalar(version)}: { path: . }`,
    ...(findings.configs.length > 0
      ? findings.configs.map((path, index) =>
          index === 0 ? `    # ${path} looks like config, which is part of a version.\n    config: ${scalar(path)}` : `    # ${path} too.`,
        )
      : []),
    '    run:',
    `      # ${command.because}.`,
    `      command: [${command.value.map(scalar).join(', ')}]`,
    `      # Answers 2xx once the version can serve: ${ready.because}.`,
    `      ready: ${ready.value}`,
    ...contractsOf(findings),
    ...stores,
    '',
    'environments:',
    '  # Processes on this machine, and a PostgreSQL server that comes with drill. All data is made up by the drill.',
    `  local: { target: process,${stores.length > 0 ? ' stores: { db: embedded },' : ''} synthetic: true }`,
    '',
    'drills:',
    `  ${artifact}-rollback:`,
    '    kind: rollback',
    `    artifact: ${scalar(artifact)}`,
    '    environment: local',
    routes.length > 1
      ? '    # Both ways back: N’s schema stays, or N’s down migrations take it back.'
      : '    # N’s schema stays as it is. `down` is the other route, where there are down migrations.',
    `    routes: [${routes.join(', ')}]`,
    '    # What clients do. This one only looks whether the service is there, which proves nothing: the drill stays inconclusive until',
    '    # there are requests that write, and say how what was written is read back, e.g.',
    '    #   - { request: POST /orders, body: { item: a }, capture: { id: /id }, write: { read: "GET /orders/${id}", expect: { item: a } } }',
    '    workload:',
    '      journeys:',
    '        - name: look',
    `          steps: [{ request: ${ready.value} }]`,
    '    deadline: 60s',
    '',
    'policy:',
    '  # What `drill gate` asks for before a rollout.',
    `  default: { needs: [${findings.documents.length > 0 ? 'check, ' : ''}drill], from: [local], freshFor: 7d }`,
    '',
  ].join('\n');
};
