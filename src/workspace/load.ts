import { dirname, resolve } from 'node:path';
import { DrillError, type Place, type Problem } from '../core/error.ts';
import { type Definition, definition, type WorkloadDefinition } from './definition.ts';
import { workloadDefinition } from './definition/workload.ts';
import { oldestFirst } from './order.ts';
import { asTyped, fileName, findUpwards, readText } from './reading/file.ts';
import { type Places, pointerOf } from './reading/places.ts';
import { shapeProblems } from './reading/shape.ts';
import { readYaml } from './reading/yaml.ts';
import { referenceRules } from './references/registry.ts';
import type { Artifact, Workspace } from './workspace.ts';

const byPlace = (a: Problem, b: Problem): number => {
  const at = ({ line, column }: Place): number => line * 1e5 + column;
  return (a.at ? at(a.at) : 0) - (b.at ? at(b.at) : 0);
};

/** Throws what was found, top of the file first; does nothing where that is nothing. */
const refuse = (problems: readonly Problem[]): void => {
  const [first, ...rest] = [...problems].sort(byPlace);
  if (first) throw DrillError.of([first, ...rest]);
};

const artifactOf = (name: string, about: Definition['artifacts'][string], places: Places): Artifact => {
  const line = (version: string): number => {
    const { line: row, column } = places.key(pointerOf('artifacts', name, 'versions', version));
    return row * 1e5 + column;
  };
  // Not as JavaScript has them: it moves names that look like numbers to the front.
  const declared = Object.keys(about.versions).sort((a, b) => line(a) - line(b));
  const ordered = oldestFirst(declared).flatMap((version) => {
    const source = about.versions[version];
    return source ? [{ artifact: name, version, source }] : [];
  });
  return { ...about, name, ordered };
};

const withNames = <T extends object>(of: Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T & { readonly name: string }> =>
  new Map(Object.entries(of ?? {}).map(([name, value]) => [name, { ...value, name }]));

/**
 * Reads the workspace's file and checks all that can be checked without starting anything.
 * @param cwd folder to look from, upwards, for drill.yaml; places in messages are relative to it
 * @param file the file itself, instead (relative to `cwd`)
 * @throws DrillError (`config/…`, exit 64) with every problem of the file, each with its place
 */
export const loadWorkspace = async (cwd: string, file?: string): Promise<Workspace> => {
  const path = file === undefined ? findUpwards(cwd) : resolve(cwd, file);
  if (path === undefined)
    throw new DrillError('config/missing', `there is no ${fileName} in this folder or above it`, {
      fix: '`drill init` writes a first one; `drill init --example` an example that runs',
    });
  const named = asTyped(cwd, path);
  let text: string;
  try {
    text = readText(path, named);
  } catch (error) {
    if (!(error instanceof DrillError) || error.problems[0]?.code !== 'config/missing') throw error;
    throw new DrillError('config/missing', `there is no file ${named}`, { fix: '`drill init` writes a first drill.yaml', cause: error });
  }
  const { value, places, problems } = readYaml(text, named);
  if (value === undefined) refuse(problems);
  if (value === null) throw new DrillError('config/empty', `${named} is empty but for comments`, { at: places.value('') });
  const root = dirname(path);
  refuse([
    ...problems,
    ...shapeProblems(definition, value, places),
    ...referenceRules.flatMap((rule) => rule.check({ root, data: value, places })),
  ]);

  const sound = value as Definition;
  return {
    root,
    file: path,
    definition: sound,
    artifacts: new Map(Object.entries(sound.artifacts).map(([name, about]) => [name, artifactOf(name, about, places)])),
    environments: withNames(sound.environments),
    drills: withNames(sound.drills),
    placeOf: places.of,
  };
};

/**
 * Reads a workload that is written in a YAML (or JSON) file of its own.
 * @param path absolute path
 * @param cwd places in messages are relative to it
 * @throws DrillError (`workload/…` or `config/…`, exit 64) with every problem of the file, each with its place
 */
export const loadWorkload = async (path: string, cwd: string): Promise<WorkloadDefinition> => {
  const named = asTyped(cwd, path);
  const { value, places, problems } = readYaml(readText(path, named, 'workload'), named);
  refuse(value === undefined ? problems : [...problems, ...shapeProblems(workloadDefinition, value, places)]);
  return value as WorkloadDefinition;
};
