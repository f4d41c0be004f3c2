// Runs the official JSON-Schema-Test-Suite, as the PyPI package jsonschema ships it: every document of every test through the
// interpreter, and as a question of containment: is {"enum": [document]} contained in the schema? Needs PyPI's registry, pip
// and tar. Last line: the sum.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { accepts } from '../../src/compat/schema/interpret/interpret.ts';
import type { Dialect } from '../../src/compat/schema/read/place.ts';
import { readSchema } from '../../src/compat/schema/read/read.ts';
import { contains } from '../../src/compat/schema/relation.ts';
import { parseValue } from '../../src/compat/schema/text.ts';
import type { Value } from '../../src/compat/schema/value.ts';

const version = '4.26.0';
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rollback-drill', `jsonschema-${version}`);

/** The folder of the suite, fetched once. */
const suite = (): string => {
  const folder = join(cache, 'json');
  if (existsSync(folder)) return folder;
  const fetched = `${cache}.${process.pid}`;
  mkdirSync(fetched, { recursive: true });
  try {
    // The source distribution, which has the tests; what builds it may be binary.
    execFileSync(
      'python3',
      ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', 'jsonschema', '--dest', fetched, `jsonschema==${version}`],
      { stdio: 'inherit' },
    );
    execFileSync('tar', ['xzf', join(fetched, `jsonschema-${version}.tar.gz`), '-C', fetched, '--strip-components=1']);
    rmSync(cache, { recursive: true, force: true });
    renameSync(fetched, cache);
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  return folder;
};

const dialects: Readonly<Record<string, Dialect>> = {
  draft4: 'draft-04',
  draft6: 'draft-06',
  draft7: 'draft-07',
  'draft2019-09': '2019-09',
  'draft2020-12': '2020-12',
};

/** Files that ask for what these dialects leave open and we leave alone. */
const skippedFiles: Readonly<Record<string, string>> = {
  'draft4/optional/zeroTerminatedFloats.json': 'asks that 1.0 is no integer; here it is one in every dialect',
  'draft7/optional/content.json': 'asks that content is looked into; here contentEncoding and contentMediaType are annotations',
};

/** Formats that need tables of internationalised names: like any format that is not known, annotations here. */
const internationalised = /\/optional\/format\/idn-/;

interface Case {
  readonly description: string;
  readonly schema: Value;
  readonly tests: readonly { readonly description: string; readonly data: Value; readonly valid: boolean }[];
}

const read = (file: string): Value => parseValue(readFileSync(file, 'utf8'));
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
    .sort();

const sum = { passed: 0, failed: 0 };
const skips = new Map<string, number>();
const skip = (reason: string, count: number): void => void skips.set(reason, (skips.get(reason) ?? 0) + count);

const root = suite();
const remotes = Object.fromEntries(
  filesBelow(join(root, 'remotes')).map((file) => [`http://localhost:1234/${relative(join(root, 'remotes'), file)}`, read(file)]),
);

/** The suite's own dialect is for schemas that name none: what `$schema` names may be a metaschema of its own. */
const hasDialect = (schema: Value): boolean => typeof schema === 'object' && schema !== null && Object.hasOwn(schema, '$schema');
const ownDialect = (schema: Value, options: { readonly dialect: Dialect; readonly schemas: Readonly<Record<string, Value>> }) =>
  hasDialect(schema) ? { schemas: options.schemas } : options;

/** Asks once, and takes what is thrown for a wrong answer. */
const answer = (ask: () => string): string => {
  try {
    return ask();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

for (const [folder, dialect] of Object.entries(dialects)) {
  const before = { ...sum };
  for (const file of filesBelow(join(root, 'tests', folder))) {
    const name = relative(join(root, 'tests'), file);
    const cases = read(file) as unknown as readonly Case[];
    const count = cases.reduce((total, { tests }) => total + tests.length, 0);
    const reason =
      skippedFiles[name] ??
      (internationalised.test(name) ? 'formats of internationalised names are not known and so annotations' : undefined);
    if (reason !== undefined) {
      skip(skippedFiles[name] === undefined ? reason : `${name}: ${reason}`, 2 * count);
      continue;
    }
    const formatAssertion = name.includes('/optional/format/');
    for (const { description, schema, tests } of cases) {
      const options = { dialect, schemas: remotes };
      for (const test of tests) {
        const wanted = test.valid ? 'valid' : 'not valid';
        const said = {
          interpreter: answer(() =>
            accepts(readSchema(schema, ownDialect(schema, options)), test.data, { formatAssertion }) ? 'valid' : 'not valid',
          ),
          containment: answer(() => {
            const { kind, ...rest } = contains({ enum: [test.data] }, schema, {
              formatAssertion,
              schemas: remotes,
              dialect: { a: dialect, ...(hasDialect(schema) ? {} : { b: dialect }) },
            });
            return kind === 'contained'
              ? 'valid'
              : kind === 'not-contained'
                ? 'not valid'
                : `unknown: ${(rest as { reason: string }).reason}`;
          }),
        };
        for (const [who, what] of Object.entries(said)) {
          if (what === wanted) sum.passed++;
          else {
            sum.failed++;
            console.log(`not ok  ${who}: ${name}: ${description}: ${test.description}: ${wanted}, and the answer is ${what}`);
          }
        }
      }
    }
  }
  console.log(`${basename(folder)}: ${sum.passed - before.passed} right, ${sum.failed - before.failed} not`);
}

// Nothing asked is nothing passed.
const least = 14_000;
if (sum.passed + sum.failed < least) {
  sum.failed++;
  console.log(`not ok  only ${sum.passed + sum.failed} answers were asked for, and the suite has more than ${least}`);
}
let skipped = 0;
for (const [reason, count] of skips) {
  console.log(`skipped ${count}  ${reason}`);
  skipped += count;
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${skipped} skipped`);
if (sum.failed > 0) process.exitCode = 1;
