import { clientProgram } from '../../storage/engines/postgres/installed.ts';
import { askTool, refusedBy, type Tool, type Trouble } from '../tools/tool.ts';

// PostgreSQL's own programs, where they are installed. Passwords go by the environment: arguments can be seen by everybody.

const troubles: readonly Trouble[] = [
  {
    words: /password authentication failed|no password supplied|fe_sendauth/,
    code: 'backup/no-access',
    what: 'the server lets nobody in with the URL of the source',
    fix: 'check user and password of its URL',
  },
  {
    words: /permission denied for/,
    code: 'backup/no-access',
    what: 'the role of the source may not read all that is to be dumped',
    fix: 'GRANT pg_read_all_data TO …; a dump that leaves things out is none',
  },
];

/** How a program is told of a database. */
const connection = (
  url: string,
): { readonly argument: string; readonly env: Readonly<Record<string, string>>; readonly secrets: readonly string[] } => {
  const open = /^(postgres(?:ql)?:\/\/[^:@/]*):([^@/]*)@([\s\S]*)$/.exec(url);
  if (!open) return { argument: url, env: {}, secrets: [] };
  const password = decodeURIComponent(open[2] ?? '');
  return { argument: `${open[1]}@${open[3]}`, env: { PGPASSWORD: password }, secrets: [password] };
};

export interface DumpClient {
  /** Runs it with arguments and the database of a URL. @throws DrillError `backup/…` */
  readonly run: (args: readonly string[], url: string, signal: AbortSignal) => Promise<void>;
}

type ClientName = 'pg_basebackup' | 'pg_dump' | 'pg_restore' | 'psql';

/** A client program told of a database: how it is run, and the argument that names it. */
export const clientFor = (
  name: ClientName,
  { path, major }: { readonly path: string; readonly major: number },
  url: string,
): { readonly tool: Tool; readonly database: string } => {
  const { argument, env, secrets } = connection(url);
  const tool: Tool = {
    name,
    program: path,
    install: `install postgresql-client-${major}`,
    env: { LC_ALL: 'C.UTF-8', TZ: 'UTC', PATH: process.env['PATH'] ?? '/usr/bin:/bin', ...env },
    secrets,
  };
  return { tool, database: `--dbname=${argument}` };
};

/** A client program that knows servers of a major version; undefined where none is installed. */
export const dumpClient = async (name: ClientName, major: number): Promise<DumpClient | undefined> => {
  const found = await clientProgram(name, major);
  if (!found) return undefined;
  return {
    run: async (args, url, signal) => {
      const { tool, database } = clientFor(name, found, url);
      const said = await askTool(tool, [...args, database], {}, signal);
      if (said.code !== 0) throw refusedBy(tool, [name, ...args], said, troubles);
    },
  };
};
