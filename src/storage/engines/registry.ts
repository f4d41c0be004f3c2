import type { EngineName } from '../../model/engine.ts';
import type { Engine } from '../engine.ts';
import { postgres } from './postgres/ground.ts';

/** Every engine that migrations are tried on. One line an engine. */
export const engines: Readonly<Record<EngineName, Engine>> = { postgres };
