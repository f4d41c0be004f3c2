// Loaded into a run of Node before the program: writes down at its end what it needed.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Needs } from './command.ts';

interface Core {
  compile: (this: Core, schema: object) => (value: unknown) => boolean;
}

let ajvMs = 0;
let ajvSchemas = 0;

const timed = <T>(work: () => T): T => {
  const start = performance.now();
  try {
    return work();
  } finally {
    ajvMs += performance.now() - start;
  }
};

/** Counts and times in the copy of ajv that the program itself loads. */
const watchAjv = (): void => {
  const { Ajv } = createRequire(import.meta.url)('../../dist/libraries/ajv.cjs') as { readonly Ajv: { readonly prototype: Core } };
  const core = Object.getPrototypeOf(Ajv.prototype) as Core;
  const { compile } = core;
  core.compile = function (schema) {
    ajvSchemas++;
    const validate = timed(() => compile.call(this, schema));
    return (value) => timed(() => validate(value));
  };
};
if (process.argv[1]?.endsWith('drill.js') === true) watchAjv();

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const needs: Needs = { peakMb: process.resourceUsage().maxRSS / 1024, cpuMs: (user + system) / 1000, ajvMs, ajvSchemas };
  const file = process.env['DRILL_BENCH_NEEDS'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(needs));
});
