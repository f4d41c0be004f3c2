import { resolve } from 'node:path';
import type { Provider } from '../provider.ts';

export const logical: Provider<'logical'> = {
  name: 'logical',
  capabilities: { list: true, take: true, pointInTime: false, verify: false, snapshot: true },
  open: ({ repository }, { root }) => ({
    provider: 'logical',
    capabilities: { list: true, take: true, pointInTime: false, verify: false, snapshot: true },
    where: resolve(root, repository),
    list: async () => [],
    restore: async () => ({ kind: 'database', files: 0, bytes: 0, faults: [] }),
  }),
  within: async (_settings, folder) => ({ settings: { repository: folder }, server: { settings: {} } }),
};
