import { describe, expect, it } from 'vitest';
import { done, told } from './told.ts';

// A callback goes where an expression says; what it stands for counts, and not how it is written.

const parameters = ['x', 'y'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
const calling = (path: string, to: string, names = parameters): object => ({
  paths: { [path]: { post: done({ parameters: names, callbacks: { paid: { [to]: { post: done() } } } }) } },
});
const renamed = parameters.map((one) => (one.name === 'x' ? { ...one, name: 'z' } : one));

describe('where a callback goes', () => {
  it.each<[string, object, object, string[]]>([
    [
      'is another part of the path where two parameters change places',
      calling('/a/{x}/{y}', '{$request.path.x}'),
      calling('/a/{y}/{x}', '{$request.path.x}'),
      [
        'error compat/callback-moved rollout breaks, rollback breaks-if-used | POST /a/{x}/{y}, callback paid: it goes to {$request.path.x} of /a/{y}/{x} now, and went to {$request.path.x} of /a/{x}/{y}',
      ],
    ],
    [
      'is the same where a parameter of the path has another name',
      calling('/a/{x}/{y}', 'https://{$request.path.x}/{$request.path.y}'),
      calling('/a/{z}/{y}', 'https://{$request.path.z}/{$request.path.y}', renamed),
      [],
    ],
    [
      'is the same where the name of a header is written otherwise',
      calling('/a/{x}/{y}', '{$request.header.X-Url}'),
      calling('/a/{x}/{y}', '{$request.header.x-url}'),
      [],
    ],
    [
      'is another place where the name of a query parameter is written otherwise',
      calling('/a/{x}/{y}', '{$request.query.Url}'),
      calling('/a/{x}/{y}', '{$request.query.url}'),
      [
        'error compat/callback-moved rollout breaks, rollback breaks-if-used | POST /a/{x}/{y}, callback paid: it goes to {$request.query.url} now, and went to {$request.query.Url}',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });
});
