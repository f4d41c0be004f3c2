import { placeText } from '../core/error.ts';
import { type Cell, cells } from '../model/cell.ts';
import type { CheckReport, ContractReport } from '../model/check.ts';
import { type Finding, type Severity, severities } from '../model/finding.ts';
import type { Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';
import { isError, isUnknown } from './finding.ts';
import { judgementOf } from './judgement.ts';

/** Going back is what this is about: a change that breaks it is told under it, whatever else it breaks. What breaks the rollout breaks the mixed window too. */
const byWeight = ['rollback', 'rollout', 'mixed'] as const satisfies readonly Cell[];

const gravest = (finding: Finding): Cell =>
  byWeight.find((cell) => finding.cells[cell] === 'breaks') ??
  byWeight.find((cell) => finding.cells[cell] === 'breaks-if-used') ??
  'rollback';

const shown = ({ what, at }: Finding): string => {
  const place = at.new ?? at.old;
  return place ? `${what} (${placeText(place)})` : what;
};

/** Not accepted: it counts towards the verdict. */
const counts = ({ waived }: Finding): boolean => waived === undefined;

/** It breaks, and not only by the word of the policy. */
const isShown = (finding: Finding): boolean => finding.raised === undefined || Object.values(finding.cells).includes('breaks');

/** What is graver than a note, or a note, and fails by the wish of whoever asked: everything down to `failOn` that was decided. */
const unwanted = ({ name, findings, is = 'contract' }: ContractReport, failOn: Severity): Reason[] => {
  const found = findings.filter(
    (finding) =>
      counts(finding) &&
      !(finding.severity === 'error' && isShown(finding)) &&
      severities.indexOf(finding.severity) <= severities.indexOf(failOn) &&
      isError({ ...finding, severity: 'error' }),
  );
  const [first, ...more] = found;
  if (!first) return [];
  const count = more.length === 0 ? '1 change is' : `${more.length + 1} changes are`;
  return [
    {
      outcome: 'fail',
      code: 'check/fail-on',
      what: `${is} ${name}: ${count} ${first.severity === failOn ? `of severity ${failOn}` : `at least of severity ${failOn}`}, first ${shown(first)}`,
      fix: first.fix,
    },
  ];
};

const broken = ({ name, findings, cells: states, is = 'contract' }: ContractReport): Reason[] => {
  const errors = Map.groupBy(
    findings.filter((finding) => isError(finding) && counts(finding) && isShown(finding)),
    gravest,
  );
  const byFindings = byWeight.flatMap((cell): Reason[] => {
    const [first, ...more] = errors.get(cell) ?? [];
    if (!first) return [];
    const count = more.length === 0 ? '1 change breaks' : `${more.length + 1} changes break`;
    return [
      {
        outcome: 'fail',
        code: `check/breaks-${cell}`,
        what: `${is} ${name}: ${count} the cell ${cell}, first ${shown(first)}`,
        fix: first.fix,
      },
    ];
  });
  const unexplained = cells.filter(
    (cell) => states[cell].state === 'breaks' && !findings.some((finding) => finding.cells[cell] === 'breaks'),
  );
  return [
    ...byFindings,
    ...unexplained.map((cell): Reason => ({
      outcome: 'fail',
      code: `check/breaks-${cell}`,
      what: `${is} ${name}: the cell ${cell} breaks: ${states[cell].because}`,
    })),
  ];
};

const undecided = ({ name, findings, cells: states, is = 'contract' }: ContractReport): Reason[] => {
  const fix = 'See the findings for what stopped it: simplify that part of the contract, or rehearse it with a drill.';
  // A cell that only accepted findings leave open is accepted with them.
  const open = cells.filter((cell) => states[cell].state === 'unknown' && !findings.some((finding) => finding.cells[cell] === 'unknown'));
  const unknown = findings.filter(isUnknown).filter(counts);
  const [first] = unknown;
  if (first)
    return [
      {
        outcome: 'inconclusive',
        code: 'check/unknown',
        what: `${is} ${name}: ${unknown.length === 1 ? '1 change' : `${unknown.length} changes`} could not be decided, first ${shown(first)}`,
        fix: first.fix,
      },
    ];
  return open.map((cell) => ({
    outcome: 'inconclusive',
    code: 'check/unknown',
    what: `${is} ${name}: the cell ${cell} could not be decided: ${states[cell].because}`,
    fix,
  }));
};

const nothing = (code: string, what: string, fix: string): Reason => ({ outcome: 'inconclusive', code, what, fix });

/** What was accepted, and what stands in the way of nothing: told, with the outcome pass. */
const told = ({ waivers, off = [] }: CheckReport): Reason[] => [
  ...(waivers && waivers.accepted > 0
    ? [
        {
          outcome: 'pass' as const,
          code: 'check/accepted',
          what: `${waivers.accepted === 1 ? '1 finding is' : `${waivers.accepted} findings are`} accepted${waivers.until === undefined ? '' : `, the first of them until ${waivers.until}`}`,
        },
      ]
    : []),
  ...(waivers?.unused ?? []).map(({ text, at }): Reason => ({
    outcome: 'pass',
    code: 'check/waiver-unused',
    what: `nothing needs the waiver ${text}${at ? ` (${placeText(at)})` : ' of the baseline'}`,
    fix: at ? 'Take it out.' : 'Take it out: drill check --write-baseline.',
  })),
  ...off.map(({ rule, count, reason }): Reason => ({
    outcome: 'pass',
    code: 'check/rule-off',
    what: `${count === 1 ? '1 finding' : `${count} findings`} of ${rule} left out: the policy turned the rule off (${reason})`,
  })),
];

const judgeContract = (contract: ContractReport, failOn: Severity, isDeclared: boolean): Reason[] => {
  const { name, compared, files, cells: states, is = 'contract' } = contract;
  if (is === 'store' && compared.count === 0 && cells.every((cell) => states[cell].state === 'unknown'))
    return [
      nothing(
        'check/store-undecided',
        `store ${name}: nothing was compared: ${states.rollback.because}`,
        'Commit snapshots of both versions: drill snapshot <artifact> --version <version>.',
      ),
    ];
  // Who names one file twice to `drill diff` meant to.
  if (isDeclared && compared.count === 0 && files.old === files.new)
    return [
      nothing(
        'check/same-file',
        `${is} ${name}: both versions name the same file, ${files.new}, so nothing was compared`,
        'Keep one file for each version, `{version}` in its name, or compare with a commit: drill check --base <ref>, beside --changed too (the input `against` of the action).',
      ),
    ];
  return [
    ...broken(contract),
    ...unwanted(contract, failOn),
    ...undecided(contract),
    ...(compared.count === 0
      ? [
          nothing(
            'check/nothing-compared',
            `${is} ${name}: not one of its ${compared.what} was compared`,
            `Make sure that the file holds ${compared.what}.`,
          ),
        ]
      : []),
    ...(cells.every((cell) => states[cell].state === 'not-applicable')
      ? [nothing('check/nothing-applies', `${is} ${name}: every cell is declared not applicable`, 'Leave one cell, or the contract out.')]
      : []),
  ];
};

/**
 * Judges what a check found: an error fails, what could not be decided is inconclusive, as is having compared nothing; what is accepted does not count.
 * One reason a contract and cell; a change that breaks several cells is counted once, under the rollback first.
 * @param failOn the least severity that fails
 */
export const judgeCheck = (report: CheckReport, { failOn = 'error' }: { readonly failOn?: Severity } = {}): Judgement =>
  judgementOf(
    report.contracts.length === 0
      ? [
          nothing(
            'check/no-contract',
            `${report.artifact} declares neither a contract nor a store, so nothing was compared`,
            'Declare one under `contracts:` or `stores:` in drill.yaml.',
          ),
        ]
      : [...report.contracts.flatMap((contract) => judgeContract(contract, failOn, report.artifact !== 'diff')), ...told(report)],
  );
