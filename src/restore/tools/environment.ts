import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import type { ProviderContext } from '../provider.ts';

/** Where a value is that a tool needs. */
type Reference = { readonly fromEnvironment: string } | { readonly fromFile: string };

/** What every program may know of the machine. */
const inherited = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SSH_AUTH_SOCK', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

const read = (name: string, reference: Reference, { root, env }: ProviderContext): string => {
  if ('fromEnvironment' in reference) {
    const found = env[reference.fromEnvironment];
    if (found !== undefined) return found;
    throw new DrillError('backup/no-variable', `the variable ${reference.fromEnvironment} is not set`, {
      why: `${name} of \`backup.env\` takes its value from it`,
      fix: `set ${reference.fromEnvironment}`,
    });
  }
  try {
    return readFileSync(resolve(root, reference.fromFile), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new DrillError('backup/no-variable', `${name} of \`backup.env\` cannot be read: ${messageOf(error)}`, { cause: error });
  }
};

/** Names whose values everybody may see. */
const open = /(?:^|_)(?:PATH|HOST|PORT|USER|REGION|ENDPOINT|BUCKET|CONFIG|DIR|FILE|DATABASE|TYPE|LEVEL|MAX|TZ|LANG)$/;

/**
 * The environment of a tool: what every program may know, and what drill.yaml names. Messages are in English and times in UTC.
 * @throws DrillError `backup/no-variable`
 */
export const environmentOf = (
  named: Readonly<Record<string, Reference>> | undefined,
  context: ProviderContext,
): { readonly env: Readonly<Record<string, string>>; readonly secrets: readonly string[] } => {
  const env: Record<string, string> = { LC_ALL: 'C.UTF-8', TZ: 'UTC', PATH: '/usr/bin:/bin' };
  for (const name of inherited) if (context.env[name] !== undefined) env[name] = context.env[name];
  const secrets: string[] = [];
  for (const [name, reference] of Object.entries(named ?? {})) {
    const value = read(name, reference, context);
    env[name] = value;
    if (!open.test(name)) secrets.push(value);
  }
  return { env, secrets };
};
