import { createRequire } from 'node:module';

// Much code that a contract in JSON does not need: loaded with the first text in YAML.

const require = createRequire(import.meta.url);

type Library = typeof import('yaml');

let loaded: Library | undefined;

/** The library for YAML. */
export const yaml = (): Library => (loaded ??= require('yaml') as Library);
