import { Client, type CustomTypesConfig } from 'pg';
import { DrillError, messageOf } from '../../../core/error.ts';

/** A connection that ends with its scope. Values come as text, just as the server writes them. */
export interface Session extends AsyncDisposable {
  readonly query: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
}

const asText = { getTypeParser: () => (value: string) => value } as unknown as CustomTypesConfig;

/** Opens a connection to `url`; throws `DrillError` `postgres/connect` when it cannot. */
export const openSession = async (url: string): Promise<Session> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000, types: asText });
  client.on('error', () => {}); // The next query tells.
  try {
    await client.connect();
  } catch (cause) {
    throw new DrillError('postgres/connect', `cannot connect to the database: ${messageOf(cause)}`, { cause, kind: 'internal' });
  }
  /** Several may ask at a time; they are served one after the other. */
  let before: Promise<unknown> = Promise.resolve();
  return {
    query: async <Row>(sql: string, values: readonly unknown[] = []) => {
      const result = before.then(() => client.query({ text: sql, ...(values.length > 0 ? { values: [...values] } : {}) }));
      before = result.catch(() => {});
      return (await result).rows as Row[];
    },
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
};
