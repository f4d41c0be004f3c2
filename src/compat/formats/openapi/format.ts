import { DrillError } from '../../../core/error.ts';
import { suggestion } from '../../../core/nearest.ts';
import type { Document } from '../../document.ts';
import { throwAll } from '../../document/problems.ts';
import { Exact } from '../../schema/value.ts';
import type { Format } from '../format.ts';
import { compareOpenapi } from './compare.ts';
import { malformed } from './malformed.ts';
import { isRecord } from './part.ts';
import { unchanged } from './unchanged.ts';
import { asOpenapi3, isSwagger } from './swagger/convert.ts';

const check = (document: Document): void => {
  const { value, file } = document;
  if (!isRecord(value))
    throw new DrillError('contract/not-openapi', `${file} is not an OpenAPI document: its root is not an object`, {
      at: document.placeOf(''),
    });
  if (value['swagger'] !== undefined && value['openapi'] === undefined)
    throw new DrillError('contract/openapi-version', `${file} is Swagger ${JSON.stringify(value['swagger'])}; drill reads 2.0`, {
      fix: 'Convert it to OpenAPI 3.',
      at: document.placeOf('/swagger'),
    });
  const version = value['openapi'];
  if (typeof version === 'number' || version instanceof Exact)
    throw new DrillError('contract/not-openapi', `${file} has a number for "openapi", and a version is a text`, {
      fix: `Put it in quotes: openapi: "${/\./.test(String(version)) ? String(version) : `${String(version)}.0`}"`,
      at: document.placeOf('/openapi'),
    });
  if (version !== undefined && typeof version !== 'string')
    throw new DrillError('contract/not-openapi', `"openapi" of ${file} must be a version, such as "3.1.0"`, {
      at: document.placeOf('/openapi'),
    });
  if (version === undefined)
    throw new DrillError('contract/not-openapi', `${file} is not an OpenAPI document: it has no "openapi" with a version`, {
      fix: suggestion(
        'openapi',
        Object.keys(value).filter((name) => name.toLowerCase().startsWith('open')),
      ),
      at: document.placeOf(''),
    });
  if (!/^3\.[012](\.|$)/.test(version))
    throw new DrillError('contract/openapi-version', `${file} is OpenAPI ${version}; drill reads 3.0, 3.1 and 3.2`, {
      at: document.placeOf('/openapi'),
    });
  if (value['paths'] !== undefined && !isRecord(value['paths']))
    throw new DrillError('contract/not-openapi', `"paths" of ${file} is not an object`, { at: document.placeOf('/paths') });
  // Nothing in it can be called, so that whatever is compared with it was added or removed as a whole.
  const wanted = version.startsWith('3.0') ? ['paths'] : ['paths', 'webhooks', 'components'];
  if (wanted.every((name) => value[name] === undefined))
    throw new DrillError('contract/malformed', `${file} has no "paths"${wanted.length > 1 ? ', "webhooks" or "components"' : ''}`, {
      fix: wanted.length > 1 ? 'OpenAPI demands one of them.' : 'OpenAPI demands them; paths: {} says that there is none.',
      at: document.placeOf(''),
    });
  throwAll(malformed(document));
};

/** OpenAPI 3.0 and 3.1, 3.2 as far as it is the same, and Swagger 2.0 as what it becomes in OpenAPI 3.0. */
export const openapi: Format = {
  name: 'openapi',
  recognises: ({ value }) => isRecord(value) && ('openapi' in value || 'swagger' in value),
  understood: (document) => (isSwagger(document) ? asOpenapi3(document) : document),
  check,
  unchanged,
  compare: compareOpenapi,
};
