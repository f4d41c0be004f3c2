import type { Journey } from '../../../src/drills/workload/workload.ts';
import { memberOf, project } from '../admin.ts';
import { makeFlag } from './flags.ts';
import { addStrategy } from './strategies.ts';

// What 8.2.0 accepts and 7.6.5 does not know. Users begin with it as soon as it is there, so it is what N leaves behind.

/** "At least this version": 7.6.5 has SEMVER_GT, and not SEMVER_GTE. */
const atLeast = (value: string) => ({ contextName: 'appVersion', operator: 'SEMVER_GTE', value });

export const news: readonly Journey[] = [
  {
    name: 'make a flag of the new type',
    only: 'new',
    run: async (client) => void (await makeFlag(client, `sunset-${client.key}`, 'sunset')),
  },
  {
    name: 'use the new operator in a strategy',
    only: 'new',
    run: async (client) =>
      addStrategy(client, await makeFlag(client, `atleast-${client.key}`), {
        name: 'default',
        title: 'newer apps',
        constraints: [atLeast('1.2.3')],
      }),
  },
  {
    name: 'use the new operator in a segment',
    only: 'new',
    run: async (client) => {
      const segment = { name: `atleast-${client.key}`, description: 'newer apps', constraints: [atLeast('1.0.0')] };
      await client.request('POST /api/admin/segments', {
        body: segment,
        status: 201,
        write: ({ body }) => ({
          resource: `segment ${String(memberOf(body, 'id'))}`,
          read: `GET /api/admin/segments/${String(memberOf(body, 'id'))}`,
          expect: segment,
        }),
      });
    },
  },
  {
    name: 'use the new operator in the default strategy of production',
    only: 'new',
    run: async (client) => {
      const strategy = {
        name: 'flexibleRollout',
        parameters: { rollout: '100', stickiness: 'default', groupId: '' },
        constraints: [atLeast('0.1.0')],
      };
      await client.request(`POST ${project}/environments/production/default-strategy`, { body: strategy });
    },
  },
  {
    name: 'set up the new integration',
    only: 'new',
    run: async (client) => {
      const integration = { provider: 'teamsworkflow', description: `for ${client.key}`, enabled: false, events: ['feature-created'] };
      await client.request('POST /api/admin/addons', {
        body: { ...integration, parameters: { url: 'http://127.0.0.1:9/' } },
        status: 201,
        write: ({ body }) => ({
          resource: `teamsworkflow ${String(memberOf(body, 'id'))}`,
          read: `GET /api/admin/addons/${String(memberOf(body, 'id'))}`,
          expect: integration,
        }),
      });
    },
  },
];
