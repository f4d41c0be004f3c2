import { messageOf } from '../../core/error.ts';
import type { Role } from '../../model/journal.ts';
import { listen } from '../../storage/engines/postgres/statement-log.ts';
import type { Listeners, Stage } from './stage.ts';

// What a version asks of its stores while it alone serves, as the database saw it (`statements: { captured: true }` in drill.yaml).

const none: Listeners = new Map();

/** Begins, on the first route alone: what another would show is the same. */
export const beginStatements = async (stage: Stage, role: Role): Promise<Listeners> => {
  const { plan, server, urls, route } = stage;
  const stores = plan.stores.filter(({ captures }) => captures);
  if (!server || stores.length === 0 || route !== plan.routes[0]) return none;
  const { statementLog } = server;
  if (statementLog === undefined) {
    const names = stores.map(({ name }) => name).join(', ');
    stage.progress.note(
      `what is asked of ${names} is not captured (statements: { captured: true }): drill reads the log of an embedded server alone; run the drill once where the store is embedded, or name a file of the server's own log (jsonlog or csvlog, log_statement = all) as the store's statements`,
    );
    return none;
  }
  try {
    return new Map(
      await Promise.all(
        stores.map(async ({ name }) => [name, await listen(statementLog, urls[name] ?? '', `${plan.id} ${role} ${name}`)] as const),
      ),
    );
  } catch (error) {
    stage.progress.note(`statements are not captured: ${messageOf(error)}`);
    return none;
  }
};

/** Ends, and hands on what was asked. What cannot be captured is told of, and stops nothing: the drill is about going back. */
export const endStatements = async (stage: Stage, role: Role, listeners: Listeners | undefined, signal: AbortSignal): Promise<void> => {
  const { version, digest } = role === 'old' ? stage.plan.from : stage.plan.to;
  for (const [store, listening] of listeners ?? none) {
    try {
      const said = await stage.keepStatements({ version, digest, store, log: await listening.end(signal) });
      if (said !== undefined) stage.progress.note(said);
    } catch (error) {
      signal.throwIfAborted();
      stage.progress.note(`what ${version} asks of its store ${store} was not captured: ${messageOf(error)}`);
    }
  }
};
