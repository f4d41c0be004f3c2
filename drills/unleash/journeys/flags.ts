import type { Client, Journey, WriteExpectation } from '../../../src/drills/workload/workload.ts';
import { project } from '../admin.ts';

const types = ['release', 'experiment', 'operational', 'kill-switch', 'permission'];

/** What must be readable of a flag: what its maker said, and nothing that a version decides by itself. */
export const flagAsMade = (flag: Record<string, unknown>): WriteExpectation => ({
  resource: `flag ${String(flag['name'])}`,
  read: `GET ${project}/features/${String(flag['name'])}`,
  expect: flag,
});

/** Makes a flag and returns its name. */
export const makeFlag = async (client: Client, name: string, type = 'release'): Promise<string> => {
  const flag = { name, type, description: `made by ${client.key}`, impressionData: true };
  await client.request(`POST ${project}/features`, { body: flag, status: 201, expect: flag, write: flagAsMade(flag) });
  return name;
};

const archived = (name: string): WriteExpectation => ({ resource: `flag ${name}`, read: `GET ${project}/features/${name}`, gone: true });

export const flags: readonly Journey[] = [
  {
    name: 'make a flag and look at it',
    weight: 2,
    run: async (client) => {
      const name = await makeFlag(client, `flag-${client.key}`, types[client.n % types.length]);
      // The next request of the same client may meet the other version.
      await client.request(`GET ${project}/features/${name}`, { expect: { name, project: 'default' } });
    },
  },
  {
    name: 'tag a flag',
    run: async (client) => {
      const name = await makeFlag(client, `tagged-${client.key}`);
      const tag = { type: 'simple', value: `tag-${client.n}` };
      await client.request(`POST /api/admin/features/${name}/tags`, {
        body: tag,
        status: 201,
        write: { resource: `tag of ${name}`, read: `GET /api/admin/features/${name}/tags`, at: '/tags', expect: tag },
      });
    },
  },
  {
    name: 'archive a flag',
    run: async (client) => {
      const name = await makeFlag(client, `archived-${client.key}`);
      await client.request(`DELETE ${project}/features/${name}`, { status: 202, write: archived(name) });
    },
  },
  {
    name: 'archive a flag and revive it',
    run: async (client) => {
      const name = await makeFlag(client, `revived-${client.key}`);
      await client.request(`DELETE ${project}/features/${name}`, { status: 202, write: archived(name) });
      await client.request(`POST /api/admin/archive/revive/${name}`, { write: flagAsMade({ name, type: 'release' }) });
    },
  },
  {
    name: 'look at the project and its flags',
    run: async (client) => {
      await client.request('GET /api/admin/projects', { expect: { projects: [{ id: 'default' }] } });
      await client.request(`GET ${project}/features`);
      await client.request('GET /api/admin/search/features?limit=50');
    },
  },
];
