import { expect, it } from 'vitest';
import { outcomeOf } from '../../../../src/compat/exchange/replay/outcome.ts';

it.each([
  [200, 'body', 'accepted'],
  [201, 'operation', 'accepted'],
  [301, 'body', 'redirected'],
  [304, 'operation', 'redirected'],
  [400, 'body', 'refused'],
  [401, 'body', 'unauthorised'],
  [401, 'operation', 'unauthorised'],
  [403, 'parameter', 'unauthorised'],
  [401, 'credentials', 'refused'],
  [403, 'credentials', 'refused'],
  [200, 'credentials', 'accepted'],
  [404, 'credentials', 'not-found'],
  [404, 'body', 'not-found'],
  [404, 'operation', 'refused'],
  [405, 'operation', 'refused'],
  [405, 'parameter', 'refused'],
  [408, 'body', 'timed-out'],
  [410, 'operation', 'refused'],
  [415, 'media-type', 'refused'],
  [422, 'body', 'refused'],
  [429, 'body', 'limited'],
  [500, 'body', 'server-error'],
  [501, 'operation', 'refused'],
  [501, 'body', 'server-error'],
] as const)('%i where the %s should be refused is %s', (status, part, expected) => expect(outcomeOf(status, part).outcome).toBe(expected));
