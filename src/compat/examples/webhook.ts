import type { CompatExample } from '../rule.ts';

// Documents that rules about calls of the artifact have in common.

const schemes = { key: { type: 'apiKey', in: 'header', name: 'X-Key' }, bearer: { type: 'http', scheme: 'bearer' } };

const documentOf = (more: object): object => ({
  paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
  webhooks: { paid: { post: { responses: { '200': { description: '' } }, ...more } } },
  components: { securitySchemes: schemes },
});

/** Two documents with one webhook, which says more in each of them. */
export const webhooks = (old: object, next: object): CompatExample => ({ whole: true, old: documentOf(old), new: documentOf(next) });
