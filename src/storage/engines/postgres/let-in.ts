import type { Session } from './session.ts';

// A migration can shut its database to everybody, and so to the trial, which has to go on.

/** What keeps everybody from connecting to a database. */
export const shutBy = async (admin: Session, database: string): Promise<string | undefined> => {
  const [found] = await admin.query<{ shut: string | null }>(
    `SELECT CASE WHEN NOT datallowconn THEN 'ALLOW_CONNECTIONS is false' WHEN datconnlimit = 0 THEN 'its CONNECTION LIMIT is 0' END AS shut
       FROM pg_database WHERE datname = $1`,
    [database],
  );
  return found?.shut ?? undefined;
};

/** Opens it again, and lets in as many as come. */
export const letIn = async (admin: Session, database: string): Promise<void> => {
  await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true CONNECTION LIMIT -1`);
};
