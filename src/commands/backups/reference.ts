import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DrillError, messageOf, type Place } from '../../core/error.ts';

/** Where drill.yaml says that a credential is. */
export type Reference = { readonly fromEnvironment: string } | { readonly fromFile: string };

interface World {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly at: Place;
}

const textOf = (reference: Reference, { root, env, at }: World): string => {
  if ('fromEnvironment' in reference) {
    const found = env[reference.fromEnvironment];
    if (found !== undefined && found !== '') return found;
    throw new DrillError('backup/no-url', `the variable ${reference.fromEnvironment} is not set`, {
      fix: `set ${reference.fromEnvironment} to the URL of a database`,
      at,
    });
  }
  try {
    return readFileSync(resolve(root, reference.fromFile), 'utf8').trim();
  } catch (error) {
    throw new DrillError('backup/no-url', `the URL of a database cannot be read from ${reference.fromFile}: ${messageOf(error)}`, { at });
  }
};

/** The URL that a reference leads to. What is said of it does not repeat it, for there may be a password in it. @throws DrillError `backup/no-url` */
export const urlAt = (reference: Reference, world: World): string => {
  const url = textOf(reference, world);
  const where = 'fromEnvironment' in reference ? `the variable ${reference.fromEnvironment}` : `the file ${reference.fromFile}`;
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url.replace(/^postgres(ql)?:\/\/(?=\/)/, '$&localhost'))) return url;
  throw new DrillError('backup/no-url', `${where} does not hold the URL of a PostgreSQL database`, {
    fix: 'it begins with postgres:// and names host and database',
    at: world.at,
  });
};
