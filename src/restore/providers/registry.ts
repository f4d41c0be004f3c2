import type { Providers } from '../provider.ts';
import { barman } from './barman.ts';
import { base } from './base.ts';
import { command } from './command.ts';
import { directory } from './directory.ts';
import { logical } from './logical.ts';
import { pgbackrest } from './pgbackrest.ts';
import { restic } from './restic.ts';

export const providers: Providers = { barman, base, command, directory, logical, pgbackrest, restic };
