import { placeText } from '../core/error.ts';
import { type Cell, cells } from '../model/cell.ts';
import type { CheckReport, ContractReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
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

const broken = ({ name, findings, cells: states }: ContractReport): Reason[] => {
  const errors = Map.groupBy(findings.filter(isError), gravest);
  const byFindings = byWeight.flatMap((cell): Reason[] => {
    const [first, ...more] = errors.get(cell) ?? [];
    if (!first) return [];
    const count = more.length === 0 ? '1 change breaks' : `${more.length + 1} changes break`;
    return [
      {
        outcome: 'fail',
        code: `check/breaks-${cell}`,
        what: `contract ${name}: ${count} the cell ${cell}, first ${shown(first)}`,
        fix: first.fix,
      },
    ];
  });
  const unexplained = cells.filter(
    (cell) => states[cell].state === 'breaks' && !findings.some((finding) => isError(finding) && finding.cells[cell] !== undefined),
  );
  return [
    ...byFindings,
    ...unexplained.map((cell): Reason => ({
      outcome: 'fail',
      code: `check/breaks-${cell}`,
      what: `contract ${name}: the cell ${cell} breaks: ${states[cell].because}`,
    })),
  ];
};

const undecided = ({ name, findings, cells: states }: ContractReport): Reason[] => {
  const fix = 'See the findings for what stopped it: simplify that part of the contract, or rehearse it with a drill.';
  const open = cells.filter((cell) => states[cell].state === 'unknown');
  const unknown = findings.filter(isUnknown);
  const [first] = unknown;
  if (first)
    return [
      {
        outcome: 'inconclusive',
        code: 'check/unknown',
        what: `contract ${name}: ${unknown.length === 1 ? '1 change' : `${unknown.length} changes`} could not be decided, first ${shown(first)}`,
        fix: first.fix,
      },
    ];
  return open.map((cell) => ({
    outcome: 'inconclusive',
    code: 'check/unknown',
    what: `contract ${name}: the cell ${cell} could not be decided: ${states[cell].because}`,
    fix,
  }));
};

const nothing = (code: string, what: string, fix: string): Reason => ({ outcome: 'inconclusive', code, what, fix });

const judgeContract = (contract: ContractReport): Reason[] => {
  const { name, compared, files, cells: states } = contract;
  if (compared.count === 0 && files.old === files.new)
    return [
      nothing(
        'check/same-file',
        `contract ${name}: both versions name the same file, ${files.new}, so nothing was compared`,
        'Keep one file for each version, `{version}` in its name, or compare with a commit: drill check --base <ref>.',
      ),
    ];
  return [
    ...broken(contract),
    ...undecided(contract),
    ...(compared.count === 0
      ? [
          nothing(
            'check/nothing-compared',
            `contract ${name}: not one of its ${compared.what} was compared`,
            `Make sure that the file holds ${compared.what}.`,
          ),
        ]
      : []),
    ...(cells.every((cell) => states[cell].state === 'not-applicable')
      ? [
          nothing(
            'check/nothing-applies',
            `contract ${name}: every cell is declared not applicable`,
            'Leave one cell, or the contract out.',
          ),
        ]
      : []),
  ];
};

/**
 * Judges what a check found: an error fails, what could not be decided is inconclusive, as is having compared nothing.
 * One reason a contract and cell; a change that breaks several cells is counted once, under the rollback first.
 */
export const judgeCheck = (report: CheckReport): Judgement =>
  judgementOf(
    report.contracts.length === 0
      ? [
          nothing(
            'check/no-contract',
            `${report.artifact} declares no contract, so nothing was compared`,
            'Declare one under `contracts:` in drill.yaml.',
          ),
        ]
      : report.contracts.flatMap(judgeContract),
  );
