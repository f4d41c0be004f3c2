import { expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';

const form = (required: boolean): string =>
  JSON.stringify({
    swagger: '2.0',
    info: { title: 'a', version: '1' },
    consumes: ['application/x-www-form-urlencoded'],
    paths: {
      '/a': { post: { parameters: [{ name: 'f', in: 'formData', type: 'string', required }], responses: { 200: { description: '' } } } },
    },
  });
const judged = (old: string, next: string): string[] => compareTexts(old, next).findings.map(judgementOf);

it('a field of a form that becomes required is one finding: Swagger 2.0 has no word for the form', () => {
  expect(judged(form(false), form(true))).toEqual(['error compat/request-property-became-required rollout breaks, rollback holds']);
  expect(judged(form(true), form(false))).toEqual(['note compat/request-property-became-optional rollout holds, rollback breaks-if-used']);
});
