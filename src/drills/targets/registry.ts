import { DrillError } from '../../core/error.ts';
import { processTarget } from './process.ts';
import type { Target } from './target.ts';

/** Every way of starting versions. One line a target. */
export const targets: readonly Target[] = [processTarget];

/** The target of an environment; throws `target/not-yet` for one that drill.yaml may name but nobody has built. */
export const targetNamed = (name: string): Target => {
  const found = targets.find((target) => target.name === name);
  if (!found)
    throw new DrillError('target/not-yet', `target ${JSON.stringify(name)} is not supported yet`, {
      fix: `use one of: ${targets.map((target) => target.name).join(', ')}`,
    });
  return found;
};
