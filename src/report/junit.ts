import type { Report, Reporter } from '../model/report.ts';
import { checkSuites } from './junit/check.ts';
import { drillSuites } from './junit/drill.ts';
import { gateSuites, schemaSuites } from './junit/judged.ts';
import { type Suite, suitesOf } from './junit/suite.ts';
import { xmlText } from './junit/xml.ts';

const suitesIn = (report: Report): readonly Suite[] => {
  if (report.kind === 'check') return checkSuites(report);
  if (report.kind === 'drill') return drillSuites(report);
  if (report.kind === 'gate') return gateSuites(report);
  return report.kind === 'schema' ? schemaSuites(report) : [];
};

/** Nothing was compared or rehearsed, which is never a pass. */
const nothing: Suite = {
  name: 'drill',
  cases: [{ name: 'verdict', trouble: { kind: 'error', type: 'nothing', message: 'nothing was compared, which is never a pass' } }],
};

/** JUnit’s XML, for CI systems: red exactly when the outcome is no pass. */
export const junit: Reporter = {
  name: 'junit',
  kinds: ['check', 'drill', 'gate', 'schema'],
  render: (reports) => {
    const suites = reports.flatMap(suitesIn);
    return xmlText(suitesOf(suites.length === 0 ? [nothing] : suites));
  },
};
