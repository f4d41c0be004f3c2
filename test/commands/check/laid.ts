import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeSnapshot } from '../../../src/storage/snapshot.ts';

// Artifacts with a store each, laid out to be checked.

export type Files = Readonly<Record<string, string>>;

export const orders = 'CREATE TABLE orders (id integer PRIMARY KEY, note text);\n';
export const first: Files = { '001_orders.up.sql': orders, '001_orders.down.sql': 'DROP TABLE orders;\n' };
export const step = (up: string, down?: string): Files => ({
  '002_next.up.sql': up,
  ...(down !== undefined && { '002_next.down.sql': down }),
});

export const catalog = (...columns: readonly string[]): string =>
  writeSnapshot({
    engine: 'postgres',
    server: '18.4',
    objects: [
      { kind: 'schema', name: 'public' },
      { kind: 'table', name: 'public.orders', persistence: 'permanent', columns },
      ...columns.map((column) => ({
        kind: 'column' as const,
        name: `public.orders.${column}`,
        table: 'public.orders',
        column,
        type: 'text',
        notNull: false,
      })),
    ],
  });

const folder = '{ engine: postgres, migrations: migrations }';

export const nameOf = (index: number): string => `a${index}`;

export const write = (root: string, file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

/** The migrations of one artifact's two versions. */
export interface Laid {
  readonly store?: string;
  readonly old: Files;
  readonly next: Files;
  readonly snapshots?: readonly [string, string];
}

/** Artifacts of two versions each, with a store and no contract. */
export const lay = (root: string, all: readonly Laid[], more = ''): void => {
  const versions = ['1.0.0', '2.0.0'] as const;
  const artifacts = all.map(({ store = folder }, index) => {
    const name = nameOf(index);
    const paths = versions.map((version) => `${version}: { path: ${name}/${version} }`).join(', ');
    return `  ${name}:\n    versions: { ${paths} }\n    stores: { db: ${store} }\n`;
  });
  write(root, 'drill.yaml', `version: 1\nartifacts:\n${artifacts.join('')}environments: { local: { target: process } }\n${more}`);
  for (const [index, { old, next, snapshots }] of all.entries())
    for (const [side, files] of [old, next].entries()) {
      const version = versions[side] ?? '';
      write(root, `${nameOf(index)}/${version}/package.json`, '{}');
      for (const [file, text] of Object.entries(files)) write(root, `${nameOf(index)}/${version}/migrations/${file}`, text);
      const snapshot = snapshots?.[side];
      if (snapshot !== undefined) write(root, `snapshots/${nameOf(index)}/${version}/db.json`, snapshot);
    }
};

/** What `drill check --json` says of an artifact. */
export interface Told {
  readonly artifact: string;
  readonly summary: string;
  readonly judgement: { readonly outcome: string; readonly reasons: readonly { readonly code: string; readonly what: string }[] };
  readonly contracts: readonly {
    readonly name: string;
    readonly is?: string;
    readonly cells: Readonly<Record<'rollout' | 'mixed' | 'rollback', { readonly state: string }>>;
    readonly notices?: readonly string[];
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly object?: string;
      readonly at: {
        readonly new?: { readonly file: string; readonly line: number };
        readonly old?: { readonly file: string; readonly line: number };
      };
      readonly witness?: {
        readonly value: { readonly error?: { readonly code: string }; readonly row?: Readonly<Record<string, unknown>> };
      };
    }[];
  }[];
}

/** Its errors: the rule, the place, and what the server said. */
export const severe = ({ contracts }: Told): readonly string[] =>
  contracts.flatMap(({ findings }) =>
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ severity, rule, at, witness }) => {
        const place = at.new ?? at.old;
        const file = place?.file.split('/').at(-1) ?? '';
        return `${severity} ${rule} ${file}:${file === 'db.json' ? 'LINE' : place?.line} ${witness?.value.error?.code ?? ''}`;
      }),
  );
