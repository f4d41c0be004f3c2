import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/report/registry.ts';
import { samples } from './samples.ts';

// Each reporter tells each report that it is made for as its golden file says. `vitest -u` writes them again: read the difference.

const extensions: Readonly<Record<string, string>> = { sarif: 'sarif', junit: 'xml', markdown: 'md', github: 'txt' };

const cases = reporters
  .filter(({ name }) => name in extensions)
  .flatMap((reporter) =>
    Object.entries(samples)
      .filter(([, reports]) => reports.every(({ kind }) => reporter.kinds?.includes(kind) ?? true))
      .map(([name, reports]) => ({ format: reporter.name, reporter, name, reports })),
  );

describe('a report reads as its golden file:', () => {
  test.each(cases)('$format of $name', async ({ format, reporter, name, reports }) => {
    const text = reporter.render(reports, { colours: false, width: 100 });
    await expect(text).toMatchFileSnapshot(`golden/${format}/${name}.${extensions[format]}`);
  });

  test.each(cases)('$format of $name is the same with colours and in 80 columns', ({ reporter, reports }) => {
    const text = reporter.render(reports, { colours: false, width: 100 });
    expect(reporter.render(reports, { colours: true, width: 80 })).toBe(text);
  });

  test('no format was left out', () => expect(new Set(cases.map(({ format }) => format))).toEqual(new Set(Object.keys(extensions))));
});
