import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

// The example artifact as its tests read it: straight from its folders, with nothing of the program in between.

export interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface Contract {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

export const versions = ['1.4.0', '1.5.0', '1.6.0'] as const;
export type Version = (typeof versions)[number];

/** A path from the repository's root. */
export const at = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
export const text = (path: string): string => readFileSync(at(path), 'utf8');
export const contractOf = (version: Version): Contract => parse(text(`contracts/orders/${version}.yaml`)) as Contract;
export const migrationsOf = (version: Version): string[] => readdirSync(at(`drills/orders/${version}/migrations`)).sort();

export const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/** `POST /orders` and so on, as the contract has them. */
export const operationsOf = (contract: Contract): string[] =>
  Object.entries(contract.paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
  );

const ajv = addFormats.default(new Ajv2020({ strict: true, strictRequired: false, allErrors: true }));
for (const word of ['openapi', 'info', 'servers', 'paths', 'components']) ajv.addKeyword(word);
for (const version of versions) ajv.addSchema(contractOf(version), version);

/** A validator for one schema of a contract, by name. */
export const schemaOf = (version: Version, name: string): ValidateFunction =>
  ajv.compile({ $ref: `${version}#/components/schemas/${name}` });

/** What is wrong with a value, in ajv's words; empty when nothing is. */
export const errorsOf = (validate: ValidateFunction, value: unknown): string => (validate(value) ? '' : ajv.errorsText(validate.errors));
