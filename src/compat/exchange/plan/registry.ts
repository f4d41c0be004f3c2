import type { Fact } from '../../fact.ts';
import type { Lacking } from '../values.ts';
import { header, status, statusReplaced } from './answer.ts';
import { mediaType, mediaTypeReplaced, requestBody } from './body.ts';
import { operation, operationMoved } from './operation.ts';
import { parameter, parameterMoved, parameterRenamed } from './parameter.ts';
import type { Cells, Ends, Kind, Plan, Planner } from './plan.ts';
import { security } from './security.ts';
import { aroundPart, misreadValue, refusedValue } from './value.ts';

/** How each kind of fact is shown; of the others no single call can tell, or nobody here knows how. */
const planners: { readonly [K in Kind]?: Planner<K> } = {
  operation,
  'operation-moved': operationMoved,
  parameter,
  'parameter-moved': parameterMoved,
  'parameter-renamed': parameterRenamed,
  'request-body': requestBody,
  'media-type': mediaType,
  'media-type-replaced': mediaTypeReplaced,
  status,
  'status-replaced': statusReplaced,
  header,
  security,
  'part-type': aroundPart,
  serialisation: misreadValue,
  aspect: refusedValue,
  property: refusedValue,
};

/**
 * What would show a fact. Undefined for one that speaks of no call, or of which it is not decided that a call is refused.
 *
 * @param cells those that its rule says to be hit
 */
export const planOf = (fact: Fact, ends: Ends, cells: Cells): Plan | Lacking | undefined =>
  (planners[fact.kind] as Planner<Kind> | undefined)?.(fact, ends, cells);
