import { InvalidArgumentError, Option } from 'commander';
import { generate as generateDocuments, type Generated } from '../compat/schema/generate.ts';
import { type ExitCode, exitCodes } from '../core/exit.ts';
import type { GeneratedReport } from '../model/schema.ts';
import { describe, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';
import { reasonText, sideOf } from './schema/ask.ts';
import { readSchema } from './schema/documents.ts';
import { documentsOf, locating, markIn } from './schema/places.ts';
import { addEngineOptions, type EngineOptions, readEngineOptions } from './schema/options.ts';
import { visible } from '../report/terminal/value.ts';

interface GenerateOptions extends EngineOptions {
  readonly count: number;
  readonly seed: number;
  readonly nearly?: true;
  readonly format: string;
}

const whole = (least: number) => (text: string) => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > 2 ** 32)
    throw new InvalidArgumentError(`it must be a whole number from ${least} up.`);
  return number;
};

/** Fewer documents than were wanted are a pass when there are no more; none at all never is. */
const exitOf = ({ ended, documents }: Generated): ExitCode => {
  if (ended?.kind === 'empty') return exitCodes.fail;
  return ended?.kind === 'unknown' || documents.length === 0 ? exitCodes.inconclusive : exitCodes.pass;
};

const help = `
One document a line on standard output; with --nearly a line is {"document":…,"keyword":"maxLength","schema":"/properties/a/maxLength","at":"/a"}:
without that keyword the document would be valid. Every document was confirmed by an independent validator.

Exit codes: 0 made, fewer where there are no more; 1 the schema accepts nothing; 2 it could not be decided; 64 bad input.`;

export const generate: Subcommand = {
  name: 'generate',
  build: (io, exit) => {
    const command = describe('generate', 'Makes documents of a JSON Schema: valid ones, or such as are invalid in one respect.', [
      ['drill generate order.json -n 100', 'a hundred valid documents, one a line'],
      ['drill generate --nearly api.yaml#/components/schemas/Order', 'documents that one keyword refuses'],
      ['drill generate --seed 7 --json order.json', 'others, and the same each time'],
    ])
      .argument('<schema>', 'file, file#/json/pointer, or - for standard input')
      .addOption(new Option('-n, --count <n>', 'how many').argParser(whole(1)).default(10))
      .addOption(new Option('--nearly', 'invalid in exactly one respect'))
      .addOption(new Option('--seed <n>', 'the same seed gives the same documents').argParser(whole(0)).default(0));
    return addEngineOptions(command)
      .addOption(formatOption())
      .addOption(jsonOption())
      .addHelpText('after', help)
      .action(async (name: string, options: GenerateOptions) => {
        const reporter = reporterNamed(options.format);
        const schema = await readSchema(name, io);
        const dialect = options.dialect ?? schema.dialect;
        const words = await readEngineOptions(options, io);
        const documents = documentsOf([schema], words.remotes);
        const how = {
          ...words.options,
          ...(dialect === undefined ? {} : { dialect }),
          at: schema.pointer,
          count: options.count,
          seed: options.seed,
          nearly: options.nearly === true,
        };
        const made = locating(documents, () => generateDocuments(schema.root, how));
        const ended = made.ended && { ...made.ended, reason: reasonText(made.ended.reason, words.remotes) };
        const report: GeneratedReport = {
          format: 'rollback-drill/generated',
          version: 1,
          schema: sideOf(schema, dialect),
          seed: options.seed,
          nearly: options.nearly === true,
          wanted: options.count,
          documents: made.documents.map(({ value, refusedBy }) => ({
            value,
            ...(refusedBy ? { refusedBy: markIn(schema, refusedBy, documents) } : {}),
          })),
          ...(ended ? { ended } : {}),
        };
        io.out(reporter.render([{ kind: 'generated', report }], io.look.out));
        if (ended) io.err(`${made.documents.length} of ${options.count} documents: ${visible(ended.reason)}\n`);
        exit(exitOf(made));
      });
  },
};
