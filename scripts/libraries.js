// Libraries of many small files are joined too: to find and read ajv's sixty takes longer than most comparisons.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Loaded by `require` when something needs them; each one file, and what several share. */
const onDemand = [
  'ajv',
  'ajv/dist/2019.js',
  'ajv/dist/2020.js',
  'ajv-draft-04',
  'ajv-formats',
  'yaml',
  'refa',
  '@eslint-community/regexpp',
  'jsonc-parser',
];

/** Imported by most commands; joined with the program. What is not named here stays where npm puts it. */
export const isJoined = (id) => /^(?:commander|semver|fastest-levenshtein|typebox)(?:\/|$)/.test(id);

const fileOf = (id) => `${id.replace(/^@/, '').replace(/\.js$/, '').replaceAll('/', '-')}.cjs`;

/** What stands before the path of a module of a chunk in `dist/`. */
const upFrom = (fileName) => '../'.repeat(fileName.split('/').length - 1) || './';

const met = new Set();

/** Points what the program requires on demand to the joined files. */
export const pointing = {
  name: 'joined-libraries',
  renderChunk: (code, { fileName }) =>
    code.replaceAll(/\b(require(?:\$\d+)?)\("([^"]+)"\)/g, (call, require, id) => {
      if (!onDemand.includes(id)) return call;
      met.add(id);
      return `${require}("${upFrom(fileName)}libraries/${fileOf(id)}")`;
    }),
};

/** Joins what is loaded on demand; returns the parts as rolldown made them. */
export const joinLibraries = async (rolldown, root, folder) => {
  const unmet = onDemand.filter((id) => !met.has(id));
  if (unmet.length > 0) throw new Error(`nothing requires ${unmet.join(', ')} on demand`);
  const bundled = await rolldown({
    cwd: root,
    input: Object.fromEntries(onDemand.map((id) => [fileOf(id), id])),
    platform: 'node',
    resolve: { conditionNames: ['require', 'node', 'default'], mainFields: ['module', 'main'] },
    logLevel: 'warn',
  });
  const { output } = await bundled.write({
    dir: join(folder, 'libraries'),
    format: 'cjs',
    entryFileNames: '[name]',
    chunkFileNames: 'shared-[name]-[hash].cjs',
  });
  await bundled.close();
  return output;
};

const packageOf = (id) => {
  const at = id.lastIndexOf(`${sep}node_modules${sep}`);
  if (at === -1) return undefined;
  const inside = id.slice(at + 14).split(sep);
  return join(id.slice(0, at + 14), ...inside.slice(0, inside[0].startsWith('@') ? 2 : 1));
};

/** Writes the licences of all that was joined, which go where the code goes. */
export const writeLicences = (parts, file) => {
  const homes = new Set(parts.flatMap(({ moduleIds }) => moduleIds ?? []).map(packageOf));
  homes.delete(undefined);
  const texts = [...homes]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((home) => {
      const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
      const own = readdirSync(home).find((entry) => /^licen[cs]e/i.test(entry));
      if (own === undefined || !existsSync(join(home, own))) throw new Error(`${name} has no file with its licence`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(home, own), 'utf8').trim()}\n`;
    });
  writeFileSync(file, texts.join(`\n${'-'.repeat(80)}\n\n`));
};
