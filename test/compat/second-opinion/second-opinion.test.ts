import { afterAll, describe, expect, it } from 'vitest';
import { compareContracts } from '../../../src/compat/compare.ts';
import { parseDocument } from '../../../src/compat/document.ts';
import { randomOf } from '../../../src/compat/schema/generate/random.ts';
import { bothWays } from '../../../src/compat/schema/relation.ts';
import { type Asker, openAsker } from '../../../src/compat/second-opinion/asker.ts';
import { withSecondOpinions } from '../../../src/compat/second-opinion/contracts.ts';
import { coveredAt } from '../../../src/compat/second-opinion/covered.ts';
import { secondAnswers } from '../../../src/compat/second-opinion/settle.ts';
import { judgeCheck } from '../../../src/verdict/check.ts';
import { schemaOf } from './schemas.ts';

const asker = openAsker(20_000);
afterAll(() => asker[Symbol.asyncDispose]());

const covered = (root: unknown) => coveredAt({ root, dialect: 'draft-07', formatAssertion: false }, '');
const asked = (a: unknown, b: unknown, by: Asker = asker, ours = bothWays(a, b, { dialect: 'draft-07' })) =>
  secondAnswers(by, covered(a), covered(b), ours);

const text = { type: 'string' };
const closed = { type: 'object', additionalProperties: false };

describe('json-schema-diff says what we say', () => {
  it.each<readonly [string, unknown, unknown]>([
    ['the same', text, text],
    ['a narrower type', text, { type: ['string', 'null'] }],
    ['whole numbers', { type: 'integer' }, { type: 'number' }],
    ['bounds', { type: 'number', minimum: 1 }, { type: 'number', exclusiveMinimum: 1 }],
    ['lengths', { maxLength: 3 }, { maxLength: 4 }],
    ['an optional member', { properties: { a: text } }, { properties: { a: true } }],
    ['a required member', { ...closed, properties: { a: text } }, { ...closed, properties: { a: text }, required: ['a'] }],
    ['an open object and a closed one', { type: 'object' }, closed],
    ['numbers of members', { type: 'object', minProperties: 1 }, { type: 'object', required: ['a'] }],
    ['items', { type: 'array', items: text }, { type: 'array', items: { type: 'number' } }],
    ['numbers of items', { type: 'array', maxItems: 2 }, { type: 'array', minItems: 1 }],
    ['not', { not: text }, { type: ['number', 'object', 'array', 'boolean', 'null'] }],
    ['anyOf', { anyOf: [text, { type: 'null' }] }, { type: ['null', 'string'] }],
    ['oneOf', { oneOf: [{ maxLength: 2 }, { minLength: 1 }] }, { type: 'string' }],
    ['allOf', { allOf: [{ minLength: 2 }, { maxLength: 1 }] }, { not: text }],
    ['references', { $ref: '#/definitions/a', definitions: { a: text } }, text],
    ['true and false', true, false],
  ])('of %s', async (_, a, b) => {
    const answers = await asked(a, b);
    expect([answers.aInB.stands, answers.bInA.stands]).toEqual(['agrees', 'agrees']);
  });

  it('of hundreds of pairs made by chance, or a document shows that it is wrong', async () => {
    const random = randomOf(42);
    const stands: string[] = [];
    for (let i = 0; i < 300; i++) {
      const a = schemaOf(random, 2);
      const other = schemaOf(random, 2);
      const b = random.pick([other, { anyOf: [a, other] }, { allOf: [a, other] }]);
      const { aInB, bInA } = await asked(a, b);
      stands.push(aInB.stands, bInA.stands);
    }
    expect(stands.filter((one) => one !== 'agrees' && one !== 'refuted')).toEqual([]);
    expect(stands.filter((one) => one === 'refuted').length).toBeLessThan(6);
  });
});

describe('what it is known to be wrong about', () => {
  it('objects that ask for more members than they may have: it does not see that there are none', async () => {
    const none = { type: 'object', maxProperties: 0, required: ['a'], properties: { a: { not: false, minItems: 2 } } };
    const { aInB } = await asked(none, { type: 'object', minProperties: 2, maxProperties: 1 });
    expect(aInB).toMatchObject({
      stands: 'refuted',
      says: 'not-contained',
      because: expect.stringContaining('refuses it under the first already'),
    });
  });

  it.each([
    ['patterns', { pattern: '^a' }, { pattern: '^b' }],
    ['values', { enum: [1] }, { enum: [2] }],
    ['multiples', { multipleOf: 2 }, { multipleOf: 3 }],
    ['names', { propertyNames: { maxLength: 1 } }, { propertyNames: { minLength: 2 } }],
  ])('%s, which it passes over without a word: so it is not asked', async (_, a, b) => {
    expect(await asker.ask(a, b)).toEqual({ kind: 'answer' });
    expect((await asked(a, b)).aInB).toMatchObject({ stands: 'silent', because: expect.stringMatching(/^it does not cover the keyword /) });
  });
});

/** Says what a test wants it to say; may spoil the schemas that it is handed, as a bug of ours would. */
const saying = (opinion: Awaited<ReturnType<Asker['ask']>>, spoil: (a: object, b: object) => void = () => {}): Asker => ({
  by: 'somebody 1.0.0',
  ask: async (a, b) => {
    spoil(a as object, b as object);
    return opinion;
  },
  [Symbol.asyncDispose]: async () => {},
});

describe('a disagreement is settled by a document', () => {
  it('ours, where we say not contained', async () =>
    expect((await asked(text, { maxLength: 2 }, saying({ kind: 'answer', added: true }))).aInB).toMatchObject({
      stands: 'refuted',
      says: 'contained',
      example: { value: 'aaa' },
    }));
  it('one of its own that both accept', async () =>
    expect((await asked(text, text, saying({ kind: 'answer', removed: { const: 'x' } }))).aInB).toEqual({
      stands: 'refuted',
      says: 'not-contained',
      because: 'a document of its difference is none: ajv accepts it under both',
      example: { value: 'x' },
    }));
  it('none, where its difference is empty', async () =>
    expect((await asked(text, text, saying({ kind: 'answer', removed: { allOf: [text, { type: 'null' }] } }))).aInB).toEqual({
      stands: 'refuted',
      says: 'not-contained',
      because: 'the schema of its difference accepts no document',
    }));
  it('none, where no document of its difference can be made', async () =>
    expect((await asked(text, text, saying({ kind: 'answer', removed: { $ref: 'https://example.com/x' } }))).aInB.stands).toBe(
      'unsettled',
    ));
  it('against us, where ajv confirms it', async () => {
    const wrong = {
      aInB: { kind: 'contained', profile: 'strict', ignored: [] },
      bInA: { kind: 'contained', profile: 'strict', ignored: [] },
    } as const;
    expect(
      (await asked(text, { maxLength: 2 }, saying({ kind: 'answer', removed: { type: 'string', minLength: 3 } }), wrong)).aInB,
    ).toEqual({
      stands: 'confirmed',
      says: 'not-contained',
      because: 'ajv confirms a document of its difference',
      example: { value: 'aaa' },
    });
  });
  it('not at all, where we do not know', async () => {
    const unknown = { kind: 'unknown', reason: 'too hard', profile: 'strict', ignored: [] } as const;
    expect((await asked(text, text, saying({ kind: 'answer' }), { aInB: unknown, bInA: unknown })).aInB.stands).toBe('beside');
  });
});

describe('whoever is asked', () => {
  const wide = {
    allOf: Array.from({ length: 12 }, (_, i) => ({
      oneOf: ['a', 'b', 'c'].map((name) => ({ type: 'object', required: [`${name}${i}`] })),
    })),
  };
  it('may take too long, and is asked again', async () => {
    await using impatient = openAsker(2000);
    expect(await impatient.ask(wide, wide)).toEqual({ kind: 'none', because: 'it took longer than 2000 ms' });
    expect(await impatient.ask(text, text)).toEqual({ kind: 'answer' });
  });
  it('may refuse', async () =>
    expect(await asker.ask({ type: 'strnig' }, true)).toMatchObject({
      kind: 'none',
      because: expect.stringContaining('not a valid json schema'),
    }));
});

describe('a contract', () => {
  const api = (more: object) =>
    parseDocument(
      'api.json',
      Buffer.from(
        JSON.stringify({
          openapi: '3.1.0',
          info: {},
          paths: {},
          components: { schemas: { A: { type: 'string', ...more }, B: { pattern: 'x' } } },
        }),
      ),
    );
  const document = (value: unknown) => parseDocument('a.json', Buffer.from(JSON.stringify(value)));
  const compare = async (
    old: ReturnType<typeof document>,
    next: ReturnType<typeof document>,
    format: 'openapi' | 'json-schema',
    by: Asker = asker,
  ) => withSecondOpinions(compareContracts(old, next, { name: 'c', format }), old, next, by);

  it('counts what it agrees in, and where it is silent', async () => {
    const { secondOpinion } = await compare(api({}), api({ maxLength: 3 }), 'openapi');
    expect(secondOpinion).toEqual({
      by: 'json-schema-diff 1.0.0',
      questions: 4,
      agrees: 2,
      beside: 0,
      silent: { 'it does not cover the keyword pattern': 2 },
      disagreements: [],
    });
  });

  it('is unchanged by what a document refutes', async () => {
    const [old, next] = [document(text), document({ type: ['string', 'null'] })];
    const contract = await compare(old, next, 'json-schema', saying({ kind: 'answer', removed: { const: 'x' }, added: { type: 'null' } }));
    const { secondOpinion, ...rest } = contract;
    expect(rest).toEqual(compareContracts(old, next, { name: 'c', format: 'json-schema' }));
    expect(secondOpinion?.disagreements).toMatchObject([
      { question: 'old in new', ours: 'contained', answer: { stands: 'refuted', example: { value: 'x' } } },
    ]);
  });

  it('is undecided where ajv confirms it against us', async () => {
    const spoil = (_: object, b: object): void => void Object.assign(b, { not: {} });
    const contract = await compare(
      document(text),
      document({ ...text, title: 'x' }),
      'json-schema',
      saying({ kind: 'answer', removed: { const: 'x' } }, spoil),
    );
    expect(contract.findings.map(({ rule, cells }) => [rule, cells])).toEqual([
      ['compat/not-decided', { rollout: 'unknown', mixed: 'unknown', rollback: 'unknown' }],
    ]);
    expect(contract.cells.rollback.state).toBe('unknown');
    const report = {
      format: 'rollback-drill/check',
      version: 1,
      artifact: 'a',
      from: { version: '1', digest: '' },
      to: { version: '2', digest: '' },
      at: '',
      contracts: [contract],
    } as const;
    expect(judgeCheck(report).outcome).toBe('inconclusive');
  });
});
