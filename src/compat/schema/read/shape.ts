import { Exact } from '../value.ts';
import { keywordsOf, type Shape } from './keywords.ts';
import type { Resource } from './place.ts';

// What the parts of a document are, by where they stand.

/** What stands at a location: as below a keyword, or the fixed parts of an OpenAPI document. */
export type LocationShape = Shape | 'document' | 'components';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Exact);

/** A member or item of a value of its own, or undefined where it has none of that name. */
export const memberOf = (value: unknown, segment: string): unknown => {
  if (Array.isArray(value)) return /^(?:0|[1-9]\d*)$/.test(segment) ? (value[Number(segment)] as unknown) : undefined;
  return isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
};

/** What stands at a member, given what stands around it. */
export const shapeBelow = (
  shape: LocationShape,
  segment: string,
  value: unknown,
  { dialect }: Pick<Resource, 'dialect'>,
): LocationShape => {
  switch (shape) {
    case 'schema': {
      const below = keywordsOf[dialect].get(segment) ?? 'value';
      return below === 'schema-or-list' ? (Array.isArray(value) ? 'list' : 'schema') : below;
    }
    case 'list':
    case 'map':
      return 'schema';
    case 'map-or-names':
      return Array.isArray(value) ? 'value' : 'schema';
    case 'document':
      return segment === 'components' ? 'components' : 'value';
    case 'components':
      return segment === 'schemas' ? 'map' : 'value';
    case 'schema-or-list':
    case 'value':
      return 'value';
  }
};
