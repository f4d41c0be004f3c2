import { DrillError } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import type { Look } from '../model/report.ts';
import { paint } from '../report/terminal/paint.ts';
import { isMeant } from '../verdict/check/rules.ts';
import { describe, type Subcommand } from './command.ts';
import { familiesOf } from './explain/families.ts';
import { type AnyRule, nearestRule, rules } from './explain/rules.ts';
import { ruleText } from './explain/text.ts';

/** Every rule that a pattern means. @throws DrillError `explain/unknown-rule` with the nearest name where it means none */
const meant = (pattern: string): readonly AnyRule[] => {
  const found = rules.filter(({ id }) => isMeant(pattern, id));
  if (found.length > 0) return found;
  const near = nearestRule(pattern);
  throw new DrillError('explain/unknown-rule', `there is no rule ${JSON.stringify(pattern)}`, {
    fix: near === undefined ? '`drill explain` lists them' : `did you mean ${JSON.stringify(near)}?`,
  });
};

const listText = (chosen: readonly AnyRule[], look: Look): string => {
  const width = Math.max(...chosen.map(({ id }) => id.length));
  const families = familiesOf(chosen).filter((family) => family.rules.length > 0);
  return families
    .map(({ title, rules: mine }) =>
      [paint(look, 'bold', title), ...mine.map(({ id, severity, why }) => `  ${id.padEnd(width)}  ${severity.padEnd(7)}  ${why}`), ''].join(
        '\n',
      ),
    )
    .join('\n');
};

const jsonText = (chosen: readonly AnyRule[]): string =>
  `${JSON.stringify({ format: 'rollback-drill/rules', version: 1, rules: chosen.map((rule) => ({ ...rule, check: undefined })) }, null, 2)}\n`;

export const explain: Subcommand = {
  name: 'explain',
  build: (io, exit) =>
    describe('explain', 'Tells what a rule finds, why it matters, what to do, with examples; without a name, lists all rules.', [
      ['drill explain', 'every rule in one line'],
      ['drill explain request-enum-narrowed', 'one rule, with examples that break and that hold'],
      ["drill explain 'request-*'", 'every rule that is called so'],
      ["drill explain 'storage/*'", 'every rule about stores'],
    ])
      .argument('[rule...]', 'rules by id (`compat/`, `storage/` may be left out) or glob')
      .option('--json', 'for a machine')
      .action((patterns: string[], options: { json?: true }) => {
        const chosen = patterns.length === 0 ? rules : [...new Set(patterns.flatMap(meant))];
        const isList = patterns.length === 0 || (chosen.length > 1 && patterns.some((pattern) => pattern.includes('*')));
        io.out(
          options.json
            ? jsonText(chosen)
            : isList
              ? listText(chosen, io.look.out)
              : chosen.map((rule) => ruleText(rule, io.look.out)).join('\n'),
        );
        exit(exitCodes.pass);
      }),
};
