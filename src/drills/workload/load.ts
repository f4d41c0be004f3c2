import { extname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DrillError, messageOf } from '../../core/error.ts';
import type { WorkloadDefinition } from '../../workspace/definition.ts';
import { loadWorkload } from '../../workspace/load.ts';
import { declaredWorkload } from './declared.ts';
import type { Journey, Workload } from './workload.ts';

const modules = new Set(['.ts', '.mts', '.js', '.mjs']);

const isJourney = (value: unknown): value is Journey =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Journey).name === 'string' &&
  typeof (value as Journey).run === 'function';

const importModule = async (path: string, named: string): Promise<Workload> => {
  let exported: { default?: Partial<Workload> };
  try {
    exported = (await import(pathToFileURL(path).href)) as typeof exported;
  } catch (cause) {
    throw new DrillError('workload/unreadable', `cannot load the workload ${named}: ${messageOf(cause)}`, {
      cause,
      fix: 'run it with `node` to see where it fails',
    });
  }
  const journeys = exported.default?.journeys;
  if (!Array.isArray(journeys) || journeys.length === 0 || !journeys.every(isJourney))
    throw new DrillError('workload/shape', `the default export of ${named} is not a workload`, {
      why: 'it must be { journeys: [{ name, run(client) }, …] } with at least one journey',
      fix: 'see docs/workloads.md',
    });
  return { journeys };
};

/**
 * The workload of a drill: declared in drill.yaml, in a YAML file of its own, or a module.
 * @param root folder that a path is relative to
 * @throws DrillError `workload/…`
 */
export const workloadOf = async (declared: string | WorkloadDefinition, root: string, file: string, cwd: string): Promise<Workload> => {
  if (typeof declared !== 'string') return declaredWorkload(declared, file);
  const path = resolve(root, declared);
  const named = relative(cwd, path);
  return modules.has(extname(path)) ? importModule(path, named) : declaredWorkload(await loadWorkload(path, cwd), named);
};
