import type { Journey } from '../../../src/drills/workload/workload.ts';
import { earlierFlag, earlierSegment, firstStrategy, project } from '../admin.ts';

// Users go on with what is there, whichever version made it: each saves what it reads, unchanged. Before N there is
// nothing of the kind, and these find nothing; after the rollback they meet what N has left.

export const edits: readonly Journey[] = [
  {
    name: 'save a flag of the new type again',
    run: async (client) => {
      const name = await earlierFlag(client, 'sunset-');
      if (name === undefined) return;
      const { body } = await client.request(`GET ${project}/features/${name}`);
      const { type, description, stale, impressionData } = body as Record<string, unknown>;
      await client.request(`PUT ${project}/features/${name}`, { body: { name, type, description, stale, impressionData } });
    },
  },
  {
    name: 'save a strategy with the new operator again',
    run: async (client) => {
      const flag = await earlierFlag(client, 'atleast-');
      const strategy = flag === undefined ? undefined : await firstStrategy(client, flag);
      if (!flag || !strategy) return;
      const { name, title, parameters, constraints } = strategy;
      const read = `${project}/features/${flag}/environments/development/strategies/${String(strategy['id'])}`;
      await client.request(`PUT ${read}`, { body: { name, title, parameters, constraints } });
    },
  },
  {
    name: 'clone a flag that uses the new operator',
    run: async (client) => {
      const flag = await earlierFlag(client, 'atleast-');
      if (flag === undefined) return;
      const name = `clone-${client.key}`;
      await client.request(`POST ${project}/features/${flag}/clone`, {
        body: { name, replaceGroupId: true },
        status: 201,
        write: { resource: `flag ${name}`, read: `GET ${project}/features/${name}`, expect: { name, type: 'release' } },
      });
    },
  },
  {
    name: 'save a segment with the new operator again',
    run: async (client) => {
      const segment = await earlierSegment(client, 'atleast-');
      if (!segment) return;
      const { id, name, description, constraints } = segment;
      await client.request(`PUT /api/admin/segments/${String(id)}`, { body: { name, description, constraints }, status: 204 });
    },
  },
];
