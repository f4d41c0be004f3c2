import type { Providers } from '../provider.ts';
import { barman } from './barman.ts';
import { base } from './base.ts';
import { logical } from './logical.ts';
import { pgbackrest } from './pgbackrest.ts';

export const providers: Providers = { barman, base, logical, pgbackrest };
