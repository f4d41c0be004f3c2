import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { gate } from '../../../src/commands/gate.ts';
import { run } from '../../../src/commands/run.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld([check, gate, run]);
});
afterEach(() => world[Symbol.asyncDispose]());

describe.each(['check', 'run', 'gate orders --environment local'])('drill %s refuses, before it does anything,', (line) => {
  it.each([
    ['two reports in one file', '--report json=out.json --report junit=out.json', 'two reports would be written to out.json'],
    ['two in one by two names', '--report json=out.json --report junit=./versions/../out.json', 'two reports would be written to'],
    ['one in the place of drill.yaml', '--report json=drill.yaml', 'the report would be written over drill.yaml, which is read'],
  ])('%s', async (_, options, words) => {
    const before = await readFile(join(world.root, 'drill.yaml'), 'utf8');
    const { code, out, err } = await world.run(`${line} ${options}`);
    expect([code, out, err.includes(words)]).toEqual([64, '', true]);
    expect(await readFile(join(world.root, 'drill.yaml'), 'utf8')).toBe(before);
  });
});
