/** An operation that takes a limit and answers a list of things. */
const operation = (n: number, extra: object): object => ({
  get: {
    parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 + n } }],
    responses: {
      200: {
        description: 'ok',
        content: {
          'application/json': {
            schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' }, ...extra } },
          },
        },
      },
    },
  },
});

/** An API of so many operations; every tenth answers a property more in its second version. */
export const api = (operations: number, isNew: boolean): object => ({
  openapi: '3.1.0',
  info: { title: 'bench', version: isNew ? '2' : '1' },
  paths: Object.fromEntries(
    Array.from({ length: operations }, (_, n) => [`/r${n}`, operation(n, isNew && n % 10 === 0 ? { added: { type: 'string' } } : {})]),
  ),
});
