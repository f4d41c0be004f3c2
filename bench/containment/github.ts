import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseValue } from '../../src/compat/schema/text.ts';
import { canonicalJson } from '../../src/core/hash.ts';
import type { Family, Pair } from './pair.ts';

// The schemas of two consecutive descriptions of GitHub's API, paired by where they stand. Each is a document of its own
// with just the components that it reaches, as whoever asks about one schema has it.

const versions = ['22.0.0', '23.0.2'] as const;
const cache = join(import.meta.dirname, '../../node_modules/.cache/rollback-drill-bench');

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

/** Fetched with npm once, kept beside the modules. */
const fetched = (version: string): Members => {
  const file = join(cache, `api.github.com-${version}.json`);
  if (!existsSync(file)) {
    const folder = join(cache, `unpacking-${version}`);
    mkdirSync(folder, { recursive: true });
    const packed = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--silent', `@octokit/openapi@${version}`], { cwd: folder, encoding: 'utf8' }),
    ) as { filename: string }[];
    const archive = (packed[0]?.filename ?? '').replace('@', '').replace('/', '-');
    const inside = 'package/generated/api.github.com.json';
    execFileSync('tar', ['xzf', join(folder, archive), '-C', folder, inside]);
    renameSync(join(folder, inside), file);
    rmSync(folder, { recursive: true });
  }
  return membersOf(parseValue(readFileSync(file, 'utf8')));
};

const prefix = '#/components/schemas/';

/** The names of components that a part refers to, itself and through others. */
const reached = (part: unknown, schemas: Members): string[] => {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isMembers(value)) return;
    const { $ref } = value;
    if (typeof $ref === 'string' && $ref.startsWith(prefix) && !found.has($ref.slice(prefix.length))) {
      found.add($ref.slice(prefix.length));
      visit(schemas[$ref.slice(prefix.length)]);
    }
    for (const child of Object.values(value)) visit(child);
  };
  visit(part);
  return [...found].sort();
};

const alone = (part: unknown, schemas: Members): Members => ({
  allOf: [part],
  components: { schemas: Object.fromEntries(reached(part, schemas).map((name) => [name, schemas[name]])) },
});

const contents = (holder: unknown): [string, unknown][] =>
  Object.entries(membersOf(membersOf(holder)['content'])).map(([media, body]) => [media, membersOf(body)['schema']]);

/** Every schema of a description, by where it stands: components, the bodies of requests, the contents of responses. */
const schemasOf = (api: Members): Map<string, unknown> => {
  const found = new Map<string, unknown>();
  const components = membersOf(api['components']);
  const schemas = membersOf(components['schemas']);
  const add = (name: string, schema: unknown): void => {
    if (isMembers(schema)) found.set(name, alone(schema, schemas));
  };
  for (const name of Object.keys(schemas)) add(`schema ${name}`, { $ref: `${prefix}${name}` });
  const response = (name: string, holder: unknown): void => {
    for (const [media, schema] of contents(holder)) add(`${name} ${media}`, schema);
  };
  for (const [name, holder] of Object.entries(membersOf(components['responses']))) response(`response ${name}`, holder);
  for (const [path, operations] of Object.entries(membersOf(api['paths'])))
    for (const [method, operation] of Object.entries(membersOf(operations))) {
      const { requestBody, responses } = membersOf(operation);
      for (const [media, schema] of contents(requestBody)) add(`${method} ${path} request ${media}`, schema);
      for (const [status, holder] of Object.entries(membersOf(responses))) response(`${method} ${path} ${status}`, holder);
    }
  return found;
};

/** @throws where the registry cannot be reached and the cache is empty. */
export const github = (): Family => {
  const [old, next] = versions.map((version) => schemasOf(fetched(version))) as [Map<string, unknown>, Map<string, unknown>];
  const seen = new Set<string>();
  const pairs: Pair[] = [];
  for (const [name, a] of old) {
    const b = next.get(name);
    if (b === undefined) continue;
    // The same response of many operations is one question.
    const key = `${canonicalJson(a)} ${canonicalJson(b)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    pairs.push({ name, dialect: 'openapi-3.0', a, b });
  }
  return { name: `GitHub API ${versions.join(' and ')}`, pairs };
};
