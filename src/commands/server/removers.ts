import type { Removers } from '../../core/scratch/outside.ts';

/** How what a run made outside of its folder is removed, by kind. What that takes is loaded when there is something. */
export const removers: Removers = {
  container: async (thing) => (await import('../../storage/engines/postgres/docker.ts')).removeContainers(thing),
  'postgres databases': async (thing) => (await import('../../storage/engines/postgres/given.ts')).removeGiven(thing),
};
