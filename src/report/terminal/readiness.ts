import { placeText } from '../../core/error.ts';
import type { ReadinessReport, ReadinessVersion } from '../../model/readiness.ts';
import type { Look } from '../../model/report.ts';
import type { Judgement } from '../../model/verdict.ts';
import { outcomeText, paint } from './paint.ts';
import { table } from './table.ts';

const mostStatements = 5;

const answers = {
  ready: 'may be dropped now',
  needed: 'may not be dropped yet',
  unknown: 'must not be dropped yet: it is not known who needs it',
} as const;

const states = { needs: 'needs it', free: 'does not', unknown: 'unknown' } as const;

const statementLines = ({ statements }: ReadinessVersion, look: Look): readonly string[] => [
  ...statements.slice(0, mostStatements).map(({ name, text, at }) => {
    const short = text.replaceAll(/\s+/g, ' ');
    return `      ${paint(look, 'dim', at ? placeText(at) : name)}  ${short.length > 100 ? `${short.slice(0, 99)}…` : short}`;
  }),
  ...(statements.length > mostStatements ? [`      and ${statements.length - mostStatements} more`] : []),
];

const fixLine = (fix: string): string => `      what to do: ${fix}`;

/** Whether something may be dropped, and of every version that must be able to run why. */
export const readinessText = (report: ReadinessReport, { outcome }: Judgement, look: Look): string => {
  const { object, artifact, store, plan, answer, versions, gaps, environment } = report;
  const rows = table(
    versions.map((one) => [`${one.artifact} ${one.version}`, states[one.state], `${one.what} (${one.because.join('; ')})`]),
  );
  const steps = Object.entries(plan?.steps ?? {}).map(([step, version]) => `${step} ${version}`);
  const lines = [
    `${outcomeText(look, outcome)}  ${object} of ${artifact} (${store}) ${answers[answer]}${environment === undefined ? '' : `, as far as ${environment} goes`}`,
    ...versions.flatMap((one, index) => [
      rows[index] ?? '',
      ...statementLines(one, look),
      ...(one.fix === undefined ? [] : [fixLine(one.fix)]),
    ]),
    ...gaps.flatMap(({ what, fix }) => [`  not known: ${what}`, fixLine(fix)]),
    ...(plan ? [`  plan ${plan.name}: ${steps.join(', ')}${plan.replacedBy === undefined ? '' : `; replaced by ${plan.replacedBy}`}`] : []),
  ];
  return `${lines.join('\n')}\n`;
};
