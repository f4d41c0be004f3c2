// Documents that rules about round trips have in common: a resource that is read and put back as a whole.

const having = (names: readonly string[], isClosed: boolean): object => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  ...(isClosed ? { additionalProperties: false } : {}),
});
const content = (schema: object): object => ({ 'application/json': { schema } });

/** The paths of a resource with these members. @param isClosed what is put takes no others */
export const resource = (names: readonly string[], isClosed = false): object => ({
  '/a/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    get: { responses: { '200': { description: '', content: content(having(names, false)) } } },
    put: { requestBody: { content: content(having(names, isClosed)) }, responses: { '204': { description: '' } } },
  },
});
