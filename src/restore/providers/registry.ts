import type { Providers } from '../provider.ts';
import { base } from './base.ts';
import { logical } from './logical.ts';
import { pgbackrest } from './pgbackrest.ts';

export const providers: Providers = { base, logical, pgbackrest };
