import { describe, expect, it } from 'vitest';
import { withBackup } from '../../../src/commands/check/stores/backed.ts';
import type { ContractReport } from '../../../src/model/check.ts';
import type { Artifact, Drill } from '../../../src/workspace/workspace.ts';

const noReturn = 'N-1 cannot come back on the schema that N leaves, and there is no down migration: this is the point of no return';
const backup = { provider: 'base', repository: 'backups' } as const;
const drill = (name: string, more: Partial<Drill> = {}): Drill => ({
  name,
  kind: 'rollback',
  artifact: 'orders',
  environment: 'local',
  routes: ['restore'],
  ...more,
});

const told = (wayBack: string, isBacked: boolean, ...drills: readonly Drill[]): string | undefined =>
  withBackup(
    { wayBack } as ContractReport,
    { name: 'orders', stores: { db: { engine: 'postgres', ...(isBacked && { backup }) } } } as unknown as Artifact,
    'db',
    '1.6.0',
    drills,
  ).wayBack;

describe('behind the point of no return', () => {
  it.each<[string, string | undefined, string]>([
    [
      'a backup is told, and that nobody rehearses it',
      told(noReturn, true),
      `${noReturn}; behind it there is a backup from before the rollout: no drill rehearses it (routes: [restore])`,
    ],
    [
      'a drill that rehearses it is named',
      told(noReturn, true, drill('back')),
      `${noReturn}; behind it there is a backup from before the rollout: back rehearses it`,
    ],
    [
      'also where the server’s own means are used',
      told(noReturn, false, drill('back'), drill('more')),
      `${noReturn}; behind it there is a backup from before the rollout: back, more rehearse it`,
    ],
    ['one of another release is none', told(noReturn, false, drill('back', { to: '1.5.0' })), noReturn],
    ['one of another artifact is none', told(noReturn, false, drill('back', { artifact: 'other' })), noReturn],
    ['one by other routes is none', told(noReturn, false, drill('back', { routes: ['down'] })), noReturn],
    ['where there is no backup nothing is added', told(noReturn, false), noReturn],
    [
      'nor where N-1 can come back',
      told('N-1 can come back on the schema that N leaves', true, drill('back')),
      'N-1 can come back on the schema that N leaves',
    ],
  ])('%s', (_, is, expected) => expect(is).toBe(expected));
});
