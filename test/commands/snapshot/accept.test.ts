import { expect, it } from 'vitest';
import { acceptCommand } from '../../../src/commands/snapshot/accept.ts';

it.each([
  ['its migrations', {}, 'drill snapshot orders --version 1.5.0'],
  ['a dump', { dump: 'out/schema.sql' }, 'drill snapshot orders --version 1.5.0 --dump out/schema.sql'],
  ['a dump whose name a shell would read', { dump: "it's.sql" }, String.raw`drill snapshot orders --version 1.5.0 --dump 'it'\''s.sql'`],
  [
    'a database',
    { url: 'postgres://app@db/orders', store: 'db' },
    'drill snapshot orders --version 1.5.0 --store db --url postgres://app@db/orders',
  ],
  [
    'a database with a password',
    { url: 'postgres://app:s3cret@db/orders' },
    'drill snapshot orders --version 1.5.0 --url postgres://app:PASSWORD@db/orders',
  ],
  [
    'another server and file',
    { server: 'postgres://u:s3cret@h/x', file: 'a.yaml' },
    'drill snapshot orders --version 1.5.0 --server postgres://u:PASSWORD@h/x --file a.yaml',
  ],
  ['an image', { server: 'docker:postgres:16' }, 'drill snapshot orders --version 1.5.0 --server docker:postgres:16'],
])('the command that accepts what was captured from %s', (_, given, command) =>
  expect(acceptCommand('orders', '1.5.0', given)).toBe(command),
);
