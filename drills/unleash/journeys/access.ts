import type { Journey } from '../../../src/drills/workload/workload.ts';
import { memberOf } from '../admin.ts';

const addons = 'GET /api/admin/addons';

/** API tokens, and integrations with other services. */
export const access: readonly Journey[] = [
  {
    name: 'issue an API token and use it',
    run: async (client) => {
      const token = { tokenName: `token-${client.key}`, type: 'client', environment: 'development', projects: ['*'] };
      const made = await client.request('POST /api/admin/api-tokens', {
        body: token,
        status: 201,
        write: ({ body }) => ({
          resource: `token ${token.tokenName}`,
          read: `GET /api/admin/api-tokens/${token.tokenName}`,
          at: '/tokens',
          expect: { ...token, secret: memberOf(body, 'secret') },
        }),
      });
      // As an application does, with a token that the other version may have issued.
      await client.request('GET /api/client/features', { headers: { authorization: String(memberOf(made.body, 'secret')) } });
    },
  },
  {
    name: 'set a webhook up',
    run: async (client) => {
      // Not enabled: a rehearsal calls nobody.
      const webhook = { provider: 'webhook', description: `for ${client.key}`, enabled: false, events: ['feature-created'] };
      await client.request('POST /api/admin/addons', {
        body: { ...webhook, parameters: { url: 'http://127.0.0.1:9/' } },
        status: 201,
        write: ({ body }) => ({
          resource: `webhook ${String(memberOf(body, 'id'))}`,
          read: `${addons}/${String(memberOf(body, 'id'))}`,
          expect: webhook,
        }),
      });
    },
  },
  {
    name: 'look at the integrations',
    weight: 2,
    run: async (client) => void (await client.request(addons)),
  },
];
