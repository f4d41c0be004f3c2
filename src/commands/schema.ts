import { Option } from 'commander';
import type { Dialect } from '../compat/schema/read/place.ts';
import { DrillError } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import { type Mode, modes } from '../model/schema.ts';
import { judgeSchema } from '../verdict/schema.ts';
import { describe, formatOption, type Io, jsonOption, reporterNamed, secondOpinionOption, type Subcommand } from './command.ts';
import { askSchemas, withDialects, withDocuments } from './schema/ask.ts';
import { runSchemaBatch } from './schema/batch/batch.ts';
import { readSchemas } from './schema/documents.ts';
import { withSecondOpinion } from './schema/second.ts';
import { addEngineOptions, dialectOption, type EngineOptions, readEngineOptions } from './schema/options.ts';

interface SchemaOptions extends EngineOptions {
  readonly mode: Mode;
  readonly dialectA?: Dialect;
  readonly dialectB?: Dialect;
  readonly batch?: true;
  readonly secondOpinion?: true;
  readonly format: string;
}

const help = `
A and B are files, JSON or YAML; \`-\` is standard input; \`file#/json/pointer\` is a part of a file, also of an OpenAPI document.

Modes, A being the older:
  backward   B accepts every document of A (the default): who reads with B can read what was written under A
  forward    A accepts every document of B: who still reads with A can read what is written under B
  full       both

Exit codes: 0 the mode's containment is proved, 1 it is refuted by a document, 2 it could not be decided, 64 bad input.

--batch: one question a line on standard input,
  {"id":1,"a":{…},"b":{…},"dialect"?,"dialectA"?,"dialectB"?,"profile"?,"formatAssertion"?,"schemas"?,"budgetMs"?}
one answer a line on standard output, in order,
  {"id":1,"aInB":"contained","bInA":"not-contained","bNotA":"a document of B that A refuses","ms":0.4}
and exit code 0 when every line was answered, else 64. A bad line answers {"id","error":{"code","message","at"}}.`;

const askOne = async (names: readonly [string, string], options: SchemaOptions, io: Io) => {
  const [a, b] = await readSchemas(...names, io);
  const dialect = {
    a: options.dialectA ?? options.dialect ?? a.dialect,
    b: options.dialectB ?? options.dialect ?? b.dialect,
  };
  const words = await readEngineOptions(options, io);
  const asked = { a, b, options: withDocuments([a, b], words.options, dialect), remotes: words.remotes };
  const report = askSchemas(asked, options.mode, () => io.clock.monotonic());
  return options.secondOpinion ? withSecondOpinion(asked, report) : report;
};

/** @throws DrillError (usage) for two schemas that are not two */
const two = (a: string | undefined, b: string | undefined): readonly [string, string] => {
  if (a !== undefined && b !== undefined) return [a, b];
  throw new DrillError('schema/two-needed', a === undefined ? 'no schema is named' : 'one schema is named; two are compared', {
    fix: 'Give two files: drill schema <a> <b>; or many questions on standard input: drill schema --batch.',
  });
};

export const schema: Subcommand = {
  name: 'schema',
  build: (io, exit) => {
    const command = describe('schema', 'Is every document of one JSON Schema valid under another? Proved, or refuted by a document.', [
      ['drill schema v1.json v2.json', 'does v2 accept all that v1 accepts?'],
      ['drill schema --mode full api.yaml#/components/schemas/Order order.json', 'both ways, with a part of an OpenAPI document'],
      ['drill schema --batch <questions.ndjson', 'many questions, one a line'],
    ])
      .argument('[a]', 'the older schema: file, file#/pointer or -')
      .argument('[b]', 'the newer schema')
      .addOption(new Option('--mode <mode>', 'which way they must fit, see below').choices(modes).default('backward'))
      .addOption(dialectOption('--dialect-a', 'of A alone'))
      .addOption(dialectOption('--dialect-b', 'of B alone'));
    return addEngineOptions(command)
      .addOption(
        new Option('--batch', 'many questions, as NDJSON, from standard input').conflicts(['mode', 'format', 'json', 'secondOpinion']),
      )
      .addOption(secondOpinionOption())
      .addOption(formatOption('schema'))
      .addOption(jsonOption())
      .addHelpText('after', help)
      .action(async (a: string | undefined, b: string | undefined, options: SchemaOptions) => {
        if (options.batch) {
          if (a !== undefined)
            throw new DrillError('schema/batch-with-files', '--batch reads its schemas from standard input', {
              fix: 'Leave the files out.',
            });
          const dialect = { a: options.dialectA ?? options.dialect, b: options.dialectB ?? options.dialect };
          const words = await readEngineOptions(options, io);
          exit(await runSchemaBatch({ ...words.options, ...withDialects(dialect) }, io));
          return;
        }
        const reporter = reporterNamed(options.format);
        const report = await askOne(two(a, b), options, io);
        const judgement = judgeSchema(report);
        io.out(reporter.render([{ kind: 'schema', report, judgement }], io.look.out));
        exit(exitCodes[judgement.outcome]);
      });
  },
};
