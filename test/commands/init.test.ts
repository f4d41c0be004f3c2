import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { onlyAbout } from '../../src/commands/init/example.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import { folderWith } from '../workspace/folder.ts';
import { runIn } from './io.ts';

const root = resolve(import.meta.dirname, '../..');
const manifest = (more: object): string => JSON.stringify({ name: 'shop', version: '2.1.0', ...more });

/** What lies in a project, and lines of the drill.yaml that it leads to, each with the comment before it. */
const projects: readonly [sentence: string, files: Record<string, string>, lines: readonly string[]][] = [
  [
    'nothing at all',
    {},
    [
      '      # a guess: package.json has no scripts.start, and there is no Dockerfile with a CMD list.',
      '      command: [node, server.js]',
      '      0.1.0: { path: . }',
    ],
  ],
  [
    'a name with a scope',
    { 'package.json': manifest({ name: '@acme/shop' }) },
    ['  # Named as in package.json.', '  shop:', '      2.1.0: { path: . }'],
  ],
  [
    'names that drill.yaml cannot use',
    { 'package.json': manifest({ name: '_ _', version: '1.0.0+x' }) },
    ['  app:', '      1.0.0-x: { path: . }'],
  ],
  [
    'a start script',
    { 'package.json': manifest({ scripts: { start: 'node --import tsx src/main.ts' } }) },
    ['      # scripts.start of package.json.', '      command: [node, --import, tsx, src/main.ts]'],
  ],
  [
    'a start script for a shell',
    { 'package.json': manifest({ scripts: { start: 'npm run build && node .' } }) },
    ['      command: [npm, start]'],
  ],
  [
    'a Dockerfile',
    { Dockerfile: 'FROM x\nCMD ["python", "-m", "app: x"]\n' },
    ['      # the command of Dockerfile.', '      command: [python, -m, "app: x"]'],
  ],
  ['a Dockerfile for a shell', { Dockerfile: 'FROM x\nCMD python -m app\n' }, ['      command: [node, server.js]']],
  [
    'an OpenAPI document in YAML',
    { 'api/openapi.yml': 'openapi: 3.1.0\npaths:\n  /ready: {}\n' },
    [
      '      # Answers 2xx once the version can serve: as api/openapi.yml has it.',
      '      ready: GET /ready',
      '      http: { format: openapi, file: api/openapi.yml, role: provider }',
      '  default: { needs: [check, drill], from: [local], freshFor: 7d }',
    ],
  ],
  [
    'an OpenAPI document in JSON of any name',
    { 'spec.json': '{"openapi":"3.0.3","paths":{"/health":{}}}', 'other.json': '{"swagger":"2.0"}' },
    ['      ready: GET /health', '      http: { format: openapi, file: spec.json, role: provider }'],
  ],
  [
    'an OpenAPI document, indented',
    { 'spec.json': '{\n  "openapi": "3.0.3",\n  "paths": {\n    "/health": {} } }' },
    ['      ready: GET /health', '      http: { format: openapi, file: spec.json, role: provider }'],
  ],
  [
    'plain migrations both ways',
    { 'db/001.up.sql': '', 'db/001.down.sql': '' },
    ['      db: { engine: postgres, migrations: db, migrate: before }', '    routes: [schema-left, down]'],
  ],
  [
    'plain migrations upwards',
    { 'db/001.up.sql': '' },
    [
      '      # *.up.sql (and no *.down.sql, so there is no route `down`): drill applies them itself, before the version starts.',
      '    routes: [schema-left]',
    ],
  ],
  [
    'migrations of a tool',
    { 'prisma/migrations/001_x/migration.sql': '' },
    [
      '    # prisma/migrations holds migrations. If this is not PostgreSQL, take the store out.',
      '      db: { engine: postgres, migrate: on-start }',
    ],
  ],
  [
    'a database library',
    { 'package.json': manifest({ dependencies: { pg: '8' } }) },
    [
      '    # package.json depends on pg. If this is not PostgreSQL, take the store out.',
      '  local: { target: process, stores: { db: embedded }, synthetic: true }',
    ],
  ],
  [
    'config',
    { 'config.yaml': '', 'config.json': '' },
    ['    # config.json looks like config, which is part of a version.', '    config: config.json', '    # config.yaml too.'],
  ],
  ['a package.json that is none', { 'package.json': 'null' }, ['      0.1.0: { path: . }']],
];

describe('drill init', () => {
  it.each(projects)('%s', async (_, files, lines) => {
    using project = folderWith(files);
    expect(await runIn(project.path, init)).toMatchObject({ code: 0, refused: [] });
    const text = readFileSync(join(project.path, 'drill.yaml'), 'utf8');
    const written = text.split('\n');
    expect(written[0]).toBe('# yaml-language-server: $schema=./node_modules/rollback-drill/contracts/drill/1/drill.schema.json');
    expect(lines.filter((line) => !written.includes(line))).toEqual([]);
    const { artifacts, drills } = await loadWorkspace(project.path);
    expect([artifacts.size, drills.size]).toEqual([1, 1]);
  });

  it('takes the newest older tag of the repository for N-1', async () => {
    using project = folderWith({ 'package.json': manifest({}) });
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', project.path, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { stdio: 'pipe' });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    for (const tag of ['v1.9.0', 'v1.10.0', 'v2.1.0', 'v2.1.0-rc.1', 'v3.0.0', 'nightly']) git('tag', tag);
    await runIn(project.path, init);
    const { artifacts } = await loadWorkspace(project.path);
    expect(artifacts.get('shop')?.ordered.map(({ version, source }) => [version, source])).toEqual([
      ['1.10.0', { git: 'v1.10.0' }],
      ['2.1.0', { path: '.' }],
    ]);
  });

  it('overwrites nothing, unless it is told to', async () => {
    using project = folderWith({ 'drill.yaml': 'mine\n' });
    expect(await runIn(project.path, init)).toMatchObject({ code: undefined, refused: ['init/exists'] });
    expect(readFileSync(join(project.path, 'drill.yaml'), 'utf8')).toBe('mine\n');
    expect(await runIn(project.path, init, '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(join(project.path, 'drill.yaml'), 'utf8')).not.toContain('mine');
  });
});

describe('drill init --example', () => {
  it('writes the example, and nothing about other artifacts', async () => {
    using project = folderWith({ 'package.json': '{}', 'node_modules/': '' });
    expect(await runIn(project.path, init, '--example')).toMatchObject({ code: 0, refused: [] });
    const { artifacts, drills } = await loadWorkspace(project.path);
    expect([...artifacts.keys()]).toEqual(['orders']);
    expect([...drills.keys()]).toEqual(['orders-rollback', 'orders-migrations', 'nightly-restore', 'orders-1.6.0', 'orders-1.6.0-backup']);
    const text = readFileSync(join(project.path, 'drill.yaml'), 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./node_modules/rollback-drill/contracts/drill/1/drill.schema.json');
    expect(text).toContain('# Inside the version, and so part of its digest');
    expect(text).not.toMatch(/unleash/i);
    const original = await loadWorkspace(root);
    expect(drills.get('orders-rollback')).toEqual(original.drills.get('orders-rollback'));
    expect(artifacts.get('orders')).toEqual(original.artifacts.get('orders'));
  });

  it.each([
    ['a file', { 'x.txt': '' }],
    ['a drill.yaml', { 'drill.yaml': '' }],
    ['a folder drills', { 'drills/': '' }],
  ])('is refused where there is %s', async (_, files: Record<string, string>) => {
    using project = folderWith(files);
    const before = readdirSync(project.path);
    expect(await runIn(project.path, init, '--example')).toMatchObject({ code: undefined, refused: ['init/not-empty'] });
    expect(readdirSync(project.path)).toEqual(before);
  });

  it('keeps of a drill.yaml what one artifact needs', () => {
    const text = `# yaml-language-server: $schema=x
# drill run b-back   of b
version: 1
artifacts:
  # about a
  a: { stores: { db: { engine: postgres } } }
  b: { stores: { cache: { engine: postgres } } }
environments:
  here: { target: process, stores: { db: embedded, cache: embedded } }
  there: { target: process }
drills:
  a-back: { artifact: a, environment: here } # stays
  b-back: { artifact: b, environment: there }
policy: { default: {}, b: {}, a: {} }
`;
    expect(onlyAbout(text, 'a')).toBe(`# yaml-language-server: $schema=./node_modules/rollback-drill/contracts/drill/1/drill.schema.json
version: 1
artifacts:
  # about a
  a: { stores: { db: { engine: postgres } } }
environments:
  here: { target: process, stores: { db: embedded } }
drills:
  a-back: { artifact: a, environment: here } # stays
policy: { default: {}, a: {} }
`);
  });

  it('takes no --force', async () => {
    using project = folderWith({ 'x.txt': '' });
    writeFileSync(join(project.path, 'drill.yaml'), 'mine');
    expect((await runIn(project.path, init, '--example', '--force')).refused).toEqual(['init/force-example']);
    expect(existsSync(join(project.path, 'drills'))).toBe(false);
  });
});
