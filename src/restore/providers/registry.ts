import type { Providers } from '../provider.ts';
import { base } from './base.ts';
import { logical } from './logical.ts';

export const providers: Providers = { base, logical };
