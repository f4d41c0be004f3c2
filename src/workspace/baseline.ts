import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DrillError, messageOf } from '../core/error.ts';
import { yaml } from '../core/yaml.ts';
import type { Waiver } from '../model/waiver.ts';
import type { WaiverDefinition } from './definition.ts';
import { baselineDefinition } from './definition/waivers.ts';
import { asTyped, readText } from './reading/file.ts';
import { shapeProblems } from './reading/shape.ts';
import { readYaml } from './reading/yaml.ts';
import { waiverPlaces } from './references/waivers.ts';
import type { Workspace } from './workspace.ts';

/** Beside drill.yaml, which stays as people wrote it. */
export const baselineName = 'drill.baseline.yaml';

const pathOf = ({ root }: Workspace): string => join(root, baselineName);

/**
 * What was accepted all at once; nothing where there is no such file.
 * @param cwd messages name the file as seen from there
 * @throws DrillError (`config/…`, exit 64) with every problem of the file, each with its place
 */
export const readBaseline = (workspace: Workspace, cwd: string): readonly Waiver[] => {
  const path = pathOf(workspace);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return [];
  const named = asTyped(cwd, path);
  const { value, places, problems } = readYaml(readText(path, named), named);
  const [first, ...more] =
    value === undefined
      ? problems
      : [
          ...problems,
          ...shapeProblems(baselineDefinition, value, places),
          ...waiverPlaces.check({ root: workspace.root, data: value, places }),
        ];
  if (first) throw DrillError.of([first, ...more]);
  return (value as { readonly waivers: readonly WaiverDefinition[] }).waivers;
};

const header = `# Findings that were accepted all at once, by \`drill check --write-baseline\`. Each is back once its day is over.
# Run it again to take out what is mended and to accept what is new; what one wants to keep longer belongs under \`waivers:\` in drill.yaml.
`;

const keyOf = ({ artifact = '', contract = '', what = '', rule, fingerprint = '', operations = [] }: Waiver): readonly string[] => [
  artifact,
  contract,
  rule,
  what,
  fingerprint,
  operations.toSorted().join('\n'),
];

const byKey = (a: Waiver, b: Waiver): number => {
  const [x, y] = [keyOf(a), keyOf(b)];
  const at = x.findIndex((part, i) => part !== y[i]);
  return at === -1 ? 0 : (x[at] ?? '') < (y[at] ?? '') ? -1 : 1;
};

/** The text of a baseline: the same waivers have the same one, in whatever order they come. */
export const baselineText = (waivers: readonly Waiver[]): string => {
  const list = waivers
    .toSorted(byKey)
    .map(({ artifact, contract, rule, place, fingerprint, operations, elsewhere, what, reason, expires }) => ({
      ...(artifact === undefined ? {} : { artifact }),
      ...(contract === undefined ? {} : { contract }),
      rule,
      ...(place === undefined ? {} : { place }),
      ...(what === undefined ? {} : { what }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(operations === undefined ? {} : { operations: operations.toSorted() }),
      ...(elsewhere === undefined ? {} : { elsewhere }),
      reason,
      expires,
    }));
  return `${header}${yaml().stringify({ version: 1, waivers: list }, { lineWidth: 0 })}`;
};

/**
 * Writes the baseline; true where the file is another now. It is there as a whole or not at all.
 * @throws DrillError `config/unwritable`
 */
export const writeBaseline = (workspace: Workspace, waivers: readonly Waiver[]): boolean => {
  const path = pathOf(workspace);
  const text = baselineText(waivers);
  const there = statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (there ? readFileSync(path, 'utf8') === text : waivers.length === 0) return false;
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new DrillError('config/unwritable', `${path} cannot be written: ${messageOf(error)}`, { cause: error });
  }
  return true;
};
