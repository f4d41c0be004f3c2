import type { CompatExample } from '../rule.ts';

// Documents that rules about security have in common: one operation, schemes, and what is asked for.

export const key = { type: 'apiKey', in: 'header', name: 'X-Key' };

/** Where a flow gives tokens, and with which scopes. */
export const token = (scopes: readonly string[] = ['read', 'write'], host = 'id'): object => ({
  tokenUrl: `https://${host}.example.com/token`,
  scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
});

export const oauth = (flows: object = { clientCredentials: token() }): object => ({ type: 'oauth2', flows });

/** A document with these schemes; without `security` nobody asks for them. */
export const asking = (securitySchemes: object, security?: readonly object[]): object => ({
  paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
  components: { securitySchemes },
  ...(security ? { security } : {}),
});

export const between = (old: object, next: object): CompatExample => ({ whole: true, old, new: next });
