import type { TProperties } from 'typebox';
import { barman } from './barman.ts';
import { base } from './base.ts';
import { command } from './command.ts';
import { directory } from './directory.ts';
import { logical } from './logical.ts';
import { pgbackrest } from './pgbackrest.ts';
import { restic } from './restic.ts';

/** What each provider of backups is told in drill.yaml, by its name: a file beside this one, and one of the same name in src/restore/providers. */
export const backupSettings = { barman, base, command, directory, logical, pgbackrest, restic } as const satisfies Readonly<
  Record<string, TProperties>
>;

export type ProviderName = keyof typeof backupSettings;
export const providerNames = Object.keys(backupSettings) as readonly ProviderName[];
