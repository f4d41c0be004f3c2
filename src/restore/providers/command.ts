import { chmod, chown, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { openSession } from '../../storage/engines/postgres/session.ts';
import type { BackupSettings } from '../../workspace/definition/backup.ts';
import type { Backup, Capabilities, Provider, ProviderContext, Repository, Restored, Source, Target, Verified } from '../provider.ts';
import { bringStored } from '../stored/bring.ts';
import { findStored } from '../stored/find.ts';
import { backupsIn } from '../tools/command-line.ts';
import { environmentOf } from '../tools/environment.ts';
import { answerMs, type Ask, askTool, hidden, lastWords, refusedBy, type Said, type Tool } from '../tools/tool.ts';

// Commands that are declared in drill.yaml. What they work on stands in their environment, under names that begin with DRILL_: nothing
// is put among their arguments, and no shell reads it.

type Settings = BackupSettings<'command'>;

const capabilitiesOf = ({ commands: { take, verify }, wal, form = 'logical' }: Settings): Capabilities => ({
  list: true,
  take: take !== undefined,
  pointInTime: wal !== undefined && form === 'physical',
  verify: verify !== undefined,
  snapshot: false,
});

interface Runner {
  readonly run: (command: readonly string[], ask: Ask, signal: AbortSignal, codes?: readonly number[]) => Promise<Said>;
  readonly hide: (text: string) => string;
}

const passwordIn = (url: string): readonly string[] => {
  const password = /^[a-z]+:\/\/[^:@/]*:([^@/]*)@/.exec(url)?.[1];
  return password === undefined ? [] : [password, decodeURIComponent(password)];
};

const runnerOf = (settings: Settings, context: ProviderContext): Runner => {
  const { env, secrets } = environmentOf(settings.env, context);
  return {
    hide: (text) => hidden(text, secrets),
    run: async ([program = '', ...args], ask, signal, codes = [0]) => {
      const urls = [ask.env?.['DRILL_URL'], ask.env?.['DRILL_SOURCE_URL']].flatMap((url) => (url === undefined ? [] : passwordIn(url)));
      const isNode = program === 'node';
      const tool: Tool = {
        name: program,
        program: isNode ? process.execPath : program.includes('/') ? resolve(context.root, program) : program,
        install: 'check the command in drill.yaml',
        env,
        secrets: [...secrets, ...urls],
      };
      const said = await askTool(tool, args, { cwd: context.root, ...ask }, signal);
      if (said.code !== undefined && codes.includes(said.code)) return said;
      throw refusedBy(tool, args, said, []);
    },
  };
};

const take = async ({ run }: Runner, settings: Settings, source: Source, signal: AbortSignal): Promise<Backup> => {
  const said = await run(settings.commands.take?.command ?? [], { env: { DRILL_SOURCE_URL: source.url } }, signal);
  const [taken, ...more] = backupsIn(said.out, settings.form ?? 'logical');
  if (!taken || more.length > 0)
    throw new DrillError(
      'backup/not-taken',
      `the command \`take\` prints ${taken ? `${more.length + 1} backups` : 'no backup'}, and took one`,
      {
        fix: 'let it print one line of JSON: { "id": "…", "at": "…" }',
        kind: 'internal',
      },
    );
  return taken;
};

/** As programs say it: `error: …`, `pg_verifybackup: error: …`, `[FAILED]`. */
const bad = /^(?:[\w./-]+: *)?\W*(?:error|failed|fatal|corrupt)/im;

const verify = async ({ run, hide }: Runner, settings: Settings, backup: Backup, signal: AbortSignal): Promise<Verified> => {
  const all = Array.from({ length: 256 }, (_, code) => code);
  const said = await run(settings.commands.verify?.command ?? [], { env: { DRILL_BACKUP: backup.id } }, signal, all);
  const words = hide(`${said.out}\n${said.err}`).trim();
  return { ok: said.code === 0 && !bad.test(words), said: words.split('\n').slice(-6).join('; ').slice(-1000) };
};

/** It says that it has put something there. */
const isEmpty = async (url: string): Promise<boolean> => {
  await using session = await openSession(url);
  const [row] = await session.query<{ any: string }>(
    `SELECT count(*) AS any FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
  );
  return row?.any === '0';
};

const restore = async (
  { run }: Runner,
  settings: Settings,
  { backup, target, wal }: { readonly backup: Backup; readonly target: Target; readonly wal: string | undefined },
  signal: AbortSignal,
): Promise<Restored> => {
  const command = settings.commands.restore.command;
  const about = { ...target.scratch.mark, DRILL_BACKUP: backup.id };
  if (backup.form === 'logical') {
    const { url } = await target.database(backup.major === undefined ? {} : { major: backup.major });
    const said = await run(command, { env: { ...about, DRILL_URL: url } }, signal);
    // An exit code of 0 is not believed.
    if (await isEmpty(url))
      return { kind: 'database', files: 0, bytes: 0, faults: [{ name: `the database (${lastLine(said)})`, how: 'empty' }] };
    return { kind: 'database', files: 1, bytes: backup.bytes ?? 0, faults: [] };
  }
  const folder = join(target.folder, 'brought');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const owner = process.getuid?.();
  if (owner !== undefined) await chown(folder, owner, process.getgid?.() ?? 0);
  const said = await run(command, { env: { ...about, DRILL_FOLDER: folder } }, signal);
  const [stored, ...more] = await findStored(folder, signal);
  if (!stored)
    return { kind: 'cluster', data: folder, files: 0, bytes: 0, faults: [{ name: `the folder (${lastLine(said)})`, how: 'empty' }] };
  if (more.length > 0)
    throw new DrillError('backup/nothing-known', `the command \`restore\` brought ${more.length + 1} backups into DRILL_FOLDER`, {
      kind: 'internal',
    });
  return bringStored(stored, backup, target, { isOurs: true, ...(wal !== undefined && { wal }) }, signal);
};

const lastLine = (said: Said): string =>
  lastWords({ name: '', program: '', install: '', env: {}, secrets: [] }, said).split('\n').at(-1) || 'restore ended with exit code 0';

const open = (settings: Settings, context: ProviderContext): Repository => {
  const runner = runnerOf(settings, context);
  const wal = settings.wal === undefined ? undefined : resolve(context.root, settings.wal);
  return {
    provider: 'command',
    capabilities: capabilitiesOf(settings),
    where: settings.commands.list.command.join(' '),
    list: async (signal) =>
      backupsIn((await runner.run(settings.commands.list.command, { limitMs: answerMs }, signal)).out, settings.form ?? 'logical'),
    ...(settings.commands.take && { take: (source: Source, signal: AbortSignal) => take(runner, settings, source, signal) }),
    ...(settings.commands.verify && { verify: (backup: Backup, signal: AbortSignal) => verify(runner, settings, backup, signal) }),
    restore: (backup, target, signal) => restore(runner, settings, { backup, target, wal }, signal),
  };
};

const something = { command: [''] };

/** What it can do at most: what it does is declared. */
export const command: Provider<'command'> = {
  name: 'command',
  capabilities: capabilitiesOf({
    commands: { list: something, restore: something, take: something, verify: something },
    wal: '',
    form: 'physical',
  }),
  open,
};
