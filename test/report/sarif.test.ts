import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import ajvDraft04 from 'ajv-draft-04';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/compat/rules/registry.ts';
import { sarif } from '../../src/report/sarif.ts';
import { about, added, check, contract, finding, samples, undecided } from './samples.ts';

// The standard's own schema, as OASIS publishes it (2.1.0 with errata, draft-04), out of a package that carries it.
const ajv = new ajvDraft04.default({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
const validate = ajv.compile(schema);

const look = { colours: false, width: 100 };
interface Log {
  runs: {
    tool: { driver: { rules: { id: string; help: { text: string; markdown: string } }[] } };
    results: Record<string, unknown>[];
    artifacts: { location: { uri: string } }[];
    originalUriBaseIds: Record<string, unknown>;
  }[];
}
const logOf = (reports: Parameters<typeof sarif.render>[0]): Log => JSON.parse(sarif.render(reports, look)) as Log;
const resultsOf = (reports: Parameters<typeof sarif.render>[0]) => logOf(reports).runs[0]?.results ?? [];

const checks = Object.entries(samples).filter(([, reports]) => reports.every(({ kind }) => kind === 'check'));

describe('SARIF', () => {
  test.each(checks)('of %s is valid under the standard’s schema', (_, reports) => {
    validate(logOf(reports));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('would be refused with a member that the standard does not have', () => {
    const log = logOf([check([contract([added])])]);
    Object.assign(log.runs[0]?.results[0] ?? {}, { severity: 'error' });
    expect(validate(log)).toBe(false);
  });

  test('with every rule there is is valid too, and each has help for people', () => {
    const log = logOf([{ ...check([contract([])]), about: { ...about, rules } }]);
    expect(validate(log)).toBe(true);
    const described = log.runs[0]?.tool.driver.rules ?? [];
    expect(described.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).toSorted());
    expect(described.filter(({ help }) => help.text.length < 40 || help.markdown.length < 40)).toEqual([]);
  });

  test('a result points to its rule by its index, a rule that nobody registered too', () => {
    const log = logOf([check([contract([undecided, finding(1)])])]);
    const run = log.runs[0];
    expect(run?.results.map(({ ruleId, ruleIndex }) => [ruleId, run.tool.driver.rules[ruleIndex as number]?.id])).toEqual([
      ['compat/request-pattern-changed', 'compat/request-pattern-changed'],
      ['compat/response-enum-widened', 'compat/response-enum-widened'],
    ]);
  });

  test('what could not be decided is open and has no level', () =>
    expect(resultsOf([check([contract([undecided])])])[0]).toMatchObject({ kind: 'open', level: 'none' }));

  test('what breaks one cell and is undecided in another has failed', () =>
    expect(resultsOf([check([contract([finding(1, { cells: { rollout: 'breaks', rollback: 'unknown' } })])])])[0]).toMatchObject({
      kind: 'fail',
      level: 'error',
    }));

  test('places are relative to the root of the repository: of N in the tree, of N-1 as it was committed', () => {
    const [result] = resultsOf(samples['check-exchange'] ?? []);
    expect(result).toMatchObject({
      locations: [{ physicalLocation: { artifactLocation: { uri: 'services/new.yaml', uriBaseId: 'SRCROOT' }, region: { startLine: 1 } } }],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation: { uri: 'services/api/old%20file.yaml', uriBaseId: 'SRCROOT-main-0a1b2c3d' },
            region: { startLine: 2, startColumn: 1 },
          },
        },
      ],
    });
    expect(Object.keys(logOf(samples['check-exchange'] ?? []).runs[0]?.originalUriBaseIds ?? {})).toEqual([
      'SRCROOT',
      'SRCROOT-main-0a1b2c3d',
    ]);
  });

  test('columns count UTF-16 units, as the documents’ places do', () =>
    expect(sarif.render([], look)).toContain('"columnKind": "utf16CodeUnits"'));

  test('a fingerprint is handed on, and only where there is one', () => {
    const results = resultsOf([check([contract([finding(1, { fingerprint: 'abc' }), finding(2)])])]);
    expect(results.map(({ partialFingerprints }) => partialFingerprints)).toEqual([{ 'drill/v1': 'abc' }, undefined]);
  });

  test('an accepted finding is suppressed, with its reason; the others then say that they are not', () => {
    const waived = finding(1, { waived: { reason: 'nobody reads it', expires: '2026-12-31' } });
    expect(resultsOf([check([contract([waived, finding(2)])])]).map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'external', status: 'accepted', justification: 'nobody reads it (until 2026-12-31)' }],
      [],
    ]);
  });

  test('the call that shows it is there whole', () =>
    expect(resultsOf(samples['check-exchange'] ?? [])[0]).toMatchObject({
      webRequest: { method: 'POST', target: '/orders?a=1', headers: { 'content-type': 'application/json' }, body: { text: '{"a":1}' } },
      webResponse: { statusCode: 201, body: { text: '{"status":"held"}' } },
    }));

  test('a text of a contract makes no link', () =>
    expect(JSON.stringify(resultsOf(samples['check-hostile'] ?? [])[0]?.['message'])).not.toContain('[l](http'));
});
