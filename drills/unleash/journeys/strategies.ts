import type { Client, Journey } from '../../../src/drills/workload/workload.ts';
import { memberOf, project } from '../admin.ts';
import { makeFlag } from './flags.ts';

/** Gives a flag a strategy. Only what was sent must be readable: each version adds members of its own. */
export const addStrategy = async (client: Client, flag: string, strategy: Record<string, unknown>): Promise<void> => {
  const strategies = `${project}/features/${flag}/environments/development/strategies`;
  await client.request(`POST ${strategies}`, {
    body: strategy,
    write: ({ body }) => ({
      resource: `strategy of ${flag}`,
      read: `GET ${strategies}/${String(memberOf(body, 'id'))}`,
      expect: strategy,
    }),
  });
};

/** Turns a flag on. */
export const turnOn = async (client: Client, flag: string, environment: string): Promise<void> => {
  const place = `${project}/features/${flag}/environments/${environment}`;
  await client.request(`POST ${place}/on`, {
    write: { resource: `switch of ${flag} in ${environment}`, read: `GET ${place}`, expect: { enabled: true } },
  });
};

export const strategies: readonly Journey[] = [
  {
    name: 'roll a flag out to half of the users',
    weight: 2,
    run: async (client) => {
      const flag = await makeFlag(client, `half-${client.key}`);
      await addStrategy(client, flag, {
        name: 'flexibleRollout',
        title: 'half of them',
        parameters: { rollout: '50', stickiness: 'default', groupId: flag },
        constraints: [{ contextName: 'userId', operator: 'IN', values: ['1', '2'] }],
      });
      await turnOn(client, flag, 'development');
    },
  },
  {
    name: 'limit a flag to newer apps',
    run: async (client) => {
      const flag = await makeFlag(client, `newer-${client.key}`);
      await addStrategy(client, flag, {
        name: 'default',
        constraints: [{ contextName: 'appVersion', operator: 'SEMVER_GT', value: '1.2.3' }],
      });
    },
  },
  {
    // A flag without a strategy of its own gets the environment's default one when it is turned on.
    name: 'turn a flag on in production',
    run: async (client) => turnOn(client, await makeFlag(client, `live-${client.key}`), 'production'),
  },
  {
    name: 'turn a flag on and off again',
    run: async (client) => {
      const flag = await makeFlag(client, `off-${client.key}`);
      await turnOn(client, flag, 'development');
      const place = `${project}/features/${flag}/environments/development`;
      await client.request(`POST ${place}/off`, {
        write: { resource: `switch of ${flag} in development`, read: `GET ${place}`, expect: { enabled: false } },
      });
    },
  },
  {
    name: 'invent a kind of strategy',
    run: async (client) => {
      const name = `kind-${client.key}`;
      const kind = { name, description: 'by hand', parameters: [{ name: 'share', type: 'percentage', description: '', required: false }] };
      const read = { resource: `custom-strategy ${name}`, read: `GET /api/admin/strategies/${name}` };
      await client.request('POST /api/admin/strategies', { body: kind, status: 201, write: { ...read, expect: kind } });
      const changed = { ...kind, description: 'by hand, and then again' };
      await client.request(`PUT /api/admin/strategies/${name}`, { body: changed, write: { ...read, expect: changed } });
    },
  },
  {
    name: 'define a segment',
    run: async (client) => {
      const segment = {
        name: `segment-${client.key}`,
        description: 'seven',
        constraints: [{ contextName: 'userId', operator: 'IN', values: ['7'] }],
      };
      const readOf = (body: unknown) => {
        const id = String(memberOf(body, 'id'));
        return { resource: `segment ${id}`, read: `GET /api/admin/segments/${id}` };
      };
      const made = await client.request('POST /api/admin/segments', {
        body: segment,
        status: 201,
        write: ({ body }) => ({ ...readOf(body), expect: segment }),
      });
      const changed = {
        ...segment,
        description: 'seven and eight',
        constraints: [{ contextName: 'userId', operator: 'IN', values: ['7', '8'] }],
      };
      await client.request(`PUT /api/admin/segments/${String(memberOf(made.body, 'id'))}`, {
        body: changed,
        status: 204,
        write: { ...readOf(made.body), expect: changed },
      });
    },
  },
];
