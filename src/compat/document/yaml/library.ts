import { createRequire } from 'node:module';

// Seventy modules that a contract in JSON does not need: loaded with the first one in YAML.

const require = createRequire(import.meta.url);

type Library = typeof import('yaml');

let loaded: Library | undefined;

export const yaml = (): Library => (loaded ??= require('yaml') as Library);
