import type { Check } from './check.ts';
import { networks } from './networks.ts';
import { cache, journals, ports, temporary, workspace } from './places.ts';
import { docker, git, node, npm, postgres, user } from './programs.ts';

/** Everything that `drill doctor` looks at, in the order that it is shown. */
export const checks: readonly Check[] = [node, postgres, user, networks, ports, temporary, workspace, journals, cache, git, npm, docker];
