import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type {
  ArtifactDefinition,
  DrillDefinition,
  EnvironmentDefinition,
  StoreDefinition,
  WorkloadDefinition,
} from '../../../src/workspace/definition.ts';
import { leftIn } from './left.ts';

// A workspace of its own for each test: two versions of the artifact that goes wrong, and one drill.

const server = join(import.meta.dirname, '..', 'artifact', 'server.js');

/** A version: what goes wrong in it, and its migrations beside the first. */
interface Made {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly migrations?: Readonly<Record<string, string>>;
}

export interface Wanted {
  readonly old?: Made;
  readonly new?: Made;
  readonly run?: Partial<ArtifactDefinition['run']>;
  readonly contracts?: ArtifactDefinition['contracts'];
  readonly store?: Partial<StoreDefinition>;
  readonly environment?: Partial<EnvironmentDefinition>;
  readonly drill?: Partial<DrillDefinition>;
  /** More files of the workspace. */
  readonly files?: Readonly<Record<string, string>>;
  /** Only root can enter the folder that it lies in. */
  readonly locked?: boolean;
}

export interface Place extends Disposable {
  readonly root: string;
  /** What `TMPDIR` is for the program: all that it makes lies below. */
  readonly temporary: string;
  /** Processes and folders that a run has left, in words; empty when there is nothing. */
  readonly left: () => string[];
  /** Writes a file of the workspace. */
  readonly write: (name: string, text: string) => void;
}

const first = {
  '001_items.up.sql': `CREATE TABLE items (id bigserial PRIMARY KEY, key text NOT NULL, name text NOT NULL, state text);
INSERT INTO items (key, name, state) VALUES ('seed-1', 'one', 'ok'), ('seed-2', 'two', 'ok');`,
  '001_items.down.sql': 'DROP TABLE items;',
};

const workload: WorkloadDefinition = {
  journeys: [
    {
      name: 'write an item',
      steps: [
        {
          request: 'POST /items',
          body: { key: '${key}', name: 'name-${n}' },
          status: 201,
          expect: { key: '${key}' },
          capture: { id: '/id' },
          write: { read: 'GET /items?key=${key}', at: '/items', expect: { name: 'name-${n}' } },
        },
      ],
    },
  ],
};

const versionFiles = (version: string, { config = {}, migrations = {} }: Made): Record<string, string> => ({
  [`${version}/config.json`]: JSON.stringify({ version, ...config }),
  ...Object.fromEntries(Object.entries({ ...first, ...migrations }).map(([name, sql]) => [`${version}/migrations/${name}`, sql])),
});

const definitionOf = (wanted: Wanted): unknown => ({
  version: 1,
  artifacts: {
    items: {
      versions: { '1.0.0': { path: '1.0.0' }, '1.1.0': { path: '1.1.0' } },
      config: 'config.json',
      run: {
        command: ['node', server],
        ready: 'GET /healthz',
        version: { request: 'GET /version', at: '/version' },
        served: { header: 'x-version' },
        stop: '1s',
        ...wanted.run,
      },
      ...(wanted.contracts ? { contracts: wanted.contracts } : {}),
      stores: { db: { engine: 'postgres', migrations: 'migrations', ...wanted.store } },
    },
  },
  environments: { here: { target: 'process', stores: { db: 'embedded' }, synthetic: true, ...wanted.environment } },
  drills: {
    back: {
      kind: 'rollback',
      artifact: 'items',
      environment: 'here',
      workload,
      rate: 50,
      phases: { baseline: '200ms', step: '150ms', steps: [0.5, 1], exercise: '200ms', settle: '150ms' },
      hold: '3s',
      requestTimeout: '5s',
      slo: { availability: 0.99 },
      minimum: { requests: 3, writes: 10, mixedWrites: 1 },
      deadline: '40s',
      ...wanted.drill,
    },
  },
});

/** Makes the workspace. Dispose of it to remove everything. */
export const place = (wanted: Wanted): Place => {
  const base = mkdtempSync(join(tmpdir(), 'drill-test-'));
  chmodSync(base, 0o711);
  const temporary = join(base, 'tmp');
  mkdirSync(temporary, { mode: 0o711 });
  if (wanted.locked) mkdirSync(join(base, 'locked'), { mode: 0o700 });
  const root = join(base, wanted.locked ? 'locked/workspace' : 'workspace');
  const files: Record<string, string> = {
    'drill.yaml': JSON.stringify(definitionOf(wanted)),
    ...versionFiles('1.0.0', wanted.old ?? {}),
    // A release holds the migrations of those before it.
    ...versionFiles('1.1.0', { ...wanted.new, migrations: { ...wanted.old?.migrations, ...wanted.new?.migrations } }),
    ...wanted.files,
  };
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { root, temporary, write, left: () => leftIn(temporary), [Symbol.dispose]: () => rmSync(base, { recursive: true, force: true }) };
};
