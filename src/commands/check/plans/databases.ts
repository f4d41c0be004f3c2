import type { Artifact, Workspace } from '../../../workspace/workspace.ts';

/** One store of one artifact. */
export interface StoreName {
  readonly artifact: string;
  readonly store: string;
}

/** Which artifacts drill says run in an environment; none said: it is not known. */
const drilledIn = ({ drills }: Workspace, environment: string): ReadonlySet<string> =>
  new Set([...drills.values()].filter((drill) => drill.environment === environment).map(({ artifact }) => artifact));

/** Server and database of a URL, without who asks. */
const addressOf = (url: string): string | undefined => {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || '5432'}${pathname}`;
  } catch {
    return undefined;
  }
};

/** Every database that a store is in, by names that say nothing to people: what it is declared as, and where environments have it. */
const databasesOf = (workspace: Workspace, { name, stores = {} }: Artifact, store: string): readonly string[] => {
  const declared = stores[store]?.database;
  const given = [...workspace.environments.values()].flatMap((environment) => {
    const url = environment.stores?.[store];
    // An environment has one URL for all stores of a name: whose they are the drills say that run there.
    if (url === undefined || !drilledIn(workspace, environment.name).has(name)) return [];
    const address = addressOf(url);
    return address === undefined || !url.startsWith('postgres') ? [] : [`url ${address}`];
  });
  return [...(declared === undefined ? [] : [`name ${declared}`]), ...given];
};

/** The other artifacts' stores that are known to be in the same database: by the name that both declare, or by the URL that an environment has for both. */
export const sharersOf = (workspace: Workspace, artifact: Artifact, store: string): readonly StoreName[] => {
  const mine = new Set(databasesOf(workspace, artifact, store));
  if (mine.size === 0) return [];
  return [...workspace.artifacts.values()]
    .filter((other) => other !== artifact)
    .flatMap((other) =>
      Object.keys(other.stores ?? {})
        .filter((name) => databasesOf(workspace, other, name).some((database) => mine.has(database)))
        .map((name): StoreName => ({ artifact: other.name, store: name })),
    );
};
