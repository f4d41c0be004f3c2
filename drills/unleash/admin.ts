import type { Answer, Client } from '../../src/drills/workload/workload.ts';

/** The one project of the open-source edition. */
export const project = '/api/admin/projects/default';

/** A member of an answer; undefined where there is none. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const recordsIn = (answer: Answer, name?: string): Record<string, unknown>[] => {
  const list = name === undefined ? answer.body : memberOf(answer.body, name);
  return Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
};

/** A flag that somebody made earlier, found by the beginning of its name as the admin UI's search does; undefined while there is none. */
export const earlierFlag = async (client: Client, prefix: string): Promise<string | undefined> => {
  const found = recordsIn(await client.request(`GET /api/admin/search/features?query=${prefix}&limit=1`), 'features');
  return found[0]?.['name'] as string | undefined;
};

/** The first strategy of a flag in development, as it is. */
export const firstStrategy = async (client: Client, flag: string): Promise<Record<string, unknown> | undefined> =>
  recordsIn(await client.request(`GET ${project}/features/${flag}/environments/development/strategies`))[0];

/** A segment that somebody made earlier, as it is. */
export const earlierSegment = async (client: Client, prefix: string): Promise<Record<string, unknown> | undefined> =>
  recordsIn(await client.request('GET /api/admin/segments'), 'segments').find(({ name }) => String(name).startsWith(prefix));
