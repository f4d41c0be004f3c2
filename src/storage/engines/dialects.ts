import { DrillError } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import { type EngineName, engineNames } from '../../model/engine.ts';
import type { Catalog } from '../catalog.ts';
import type { Dialect } from '../dialect.ts';
import { postgresDialect } from './postgres/dialect.ts';

/** The language of each engine; apart from the engines, so that what needs no server loads none. */
export const dialects: Readonly<Record<EngineName, Dialect>> = { postgres: postgresDialect };

const isKnown = (engine: string): engine is EngineName => engineNames.some((name) => name === engine);

/** The language of the engine that a catalog is of. @throws DrillError `storage/unknown-engine` with the nearest name */
export const dialectOf = ({ engine }: Pick<Catalog, 'engine'>): Dialect => {
  if (isKnown(engine)) return dialects[engine];
  throw new DrillError('storage/unknown-engine', `there is no engine ${JSON.stringify(engine)}`, { fix: suggestion(engine, engineNames) });
};
