import { describe, expect, test } from 'vitest';
import { contractOf, migrationsOf, text, type Version, versions } from './orders/artifact.ts';

const ups = (version: Version): string[] => migrationsOf(version).filter((file) => file.endsWith('.up.sql'));
const contentOf = (version: Version, files: readonly string[]): string[] =>
  files.map((file) => text(`drills/orders/${version}/migrations/${file}`));

describe('versions of orders', () => {
  test.each([
    ['1.5.0', '1.4.0', ['002_note.up.sql', '003_history.up.sql']],
    ['1.6.0', '1.5.0', ['004_money.up.sql']],
  ] as const)('%s has the migrations of %s unchanged, and its own', (later, earlier, own) => {
    expect(ups(later)).toEqual([...ups(earlier), ...own]);
    expect(contentOf(later, migrationsOf(earlier))).toEqual(contentOf(earlier, migrationsOf(earlier)));
  });

  test.each(versions)('every migration of %s can be taken back, and each does something', (version) => {
    expect(migrationsOf(version)).toEqual(ups(version).flatMap((up) => [up.replace('.up.', '.down.'), up]));
    expect(contentOf(version, migrationsOf(version)).filter((sql) => !/^(CREATE|ALTER|DROP) /m.test(sql))).toEqual([]);
  });

  test.each(versions)('%s says the same version in its folder, its package and its contract', (version) => {
    expect(JSON.parse(text(`drills/orders/${version}/package.json`))).toMatchObject({ version, type: 'module' });
    expect(contractOf(version).info).toMatchObject({ title: 'orders', version });
    expect(text(`drills/orders/${version}/orders.js`)).toContain(`contracts/orders/${version}.yaml`);
  });

  test.each(['server.js', 'problem.js', 'replay.js'])('%s is the same in all: releases differ in orders.js', (file) => {
    expect(new Set(versions.map((version) => text(`drills/orders/${version}/${file}`))).size).toBe(1);
  });
});
