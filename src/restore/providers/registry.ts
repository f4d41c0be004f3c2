import type { ProviderName } from '../../model/restore.ts';
import type { Provider } from '../provider.ts';
import { base } from './base.ts';

export const providers: Readonly<Record<ProviderName, Provider>> = { base };
