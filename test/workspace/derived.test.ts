import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { definition } from '../../src/workspace/definition.ts';
import { derived } from '../../src/workspace/derived.ts';
import '../../src/vitest.ts';
import { sources } from '../../src/workspace/sources/registry.ts';

const root = resolve(import.meta.dirname, '../..');

describe('what is derived from the definition', () => {
  it.each(derived().map(({ folder, name, text }) => [`${folder}/${name}`, text] as const))(
    '%s is up to date (else: npm run schema)',
    (file, text) => {
      const path = resolve(root, file);
      expect(existsSync(path) && readFileSync(path, 'utf8') === text, `${file} is old: npm run schema`).toBe(true);
    },
  );
});

describe('the JSON Schema of drill.yaml', () => {
  const schema = JSON.parse(JSON.stringify(definition)) as Record<string, unknown>;
  it('is a JSON Schema of 2020-12', () => {
    const ajv = new Ajv2020({ strict: false });
    void ajv.validateSchema(schema);
    expect(ajv.errors ?? []).toEqual([]);
  });
  it('accepts every drill.yaml that its first published contract accepts', () => {
    const first: unknown = JSON.parse(readFileSync(resolve(root, 'contracts/drill/1/drill.schema.json'), 'utf8'));
    expect(schema).toAccept(first);
  });
  it('describes every property', () => {
    const bare: string[] = [];
    let seen = 0;
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [name, inner] of Object.entries(value as Record<string, unknown>)) {
        if (name === 'properties')
          for (const [key, property] of Object.entries(inner as Record<string, { description?: string }>)) {
            seen += 1;
            if (!property.description) bare.push(`${path}.${key}`);
          }
        visit(inner, `${path}.${name}`);
      }
    };
    visit(schema, '');
    expect(bare).toEqual([]);
    expect(seen).toBeGreaterThan(80);
  });
  it('accepts the drill.yaml of this repository', () => {
    const check = new Ajv2020({ strict: false }).compile(schema);
    check(parse(readFileSync(resolve(root, 'drill.yaml'), 'utf8')));
    expect(check.errors ?? []).toEqual([]);
  });
});

it('every source of a version that drill.yaml may name is one that drill knows, and the other way round', () => {
  const branches = (
    definition as unknown as {
      properties: {
        artifacts: {
          patternProperties: Record<
            string,
            { properties: { versions: { patternProperties: Record<string, { anyOf: { required: string[] }[] }> } } }
          >;
        };
      };
    }
  ).properties.artifacts;
  const named = Object.values(Object.values(branches.patternProperties)[0]?.properties.versions.patternProperties ?? {})[0]?.anyOf.map(
    ({ required }) => required[0],
  );
  expect(named?.toSorted()).toEqual(sources.map(({ kind }) => kind).toSorted());
});
