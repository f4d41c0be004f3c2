import { type Command, InvalidArgumentError, Option } from 'commander';
import { profiles, type Profile, type QuestionOptions } from '../../compat/schema/question.ts';
import { type Dialect, dialects } from '../../compat/schema/read/place.ts';
import { placeText } from '../../core/error.ts';
import { visible } from '../../report/terminal/value.ts';
import type { Io } from '../command.ts';
import { noRemotes, readRemotes, type Remotes } from './remotes.ts';

/** What every command says that asks the engine. */
export interface EngineOptions {
  readonly dialect?: Dialect;
  readonly profile: Profile;
  readonly formatAssertion?: true;
  readonly schemas: readonly string[];
  readonly budget?: number;
}

const milliseconds = (text: string): number => {
  const number = Number(text);
  if (!/^\d+(\.\d+)?(e\d+)?$/i.test(text) || number <= 0) throw new InvalidArgumentError('it must be a number of milliseconds above 0.');
  return number;
};

export const dialectOption = (flag: string, what: string): Option => new Option(`${flag} <dialect>`, what).choices(dialects);

export const addEngineOptions = (command: Command): Command =>
  command
    .addOption(dialectOption('--dialect', 'instead of what "$schema" says (2020-12 where it says nothing)'))
    .addOption(new Option('--profile <profile>', 'what the schemas mean to those who use them').choices(profiles).default('strict'))
    .addOption(new Option('--format-assertion', '"format" is a demand, not an annotation'))
    .addOption(
      new Option('--schemas <where>', 'what references may lead to: a folder, or file=uri; may be given often')
        .argParser((text, before: readonly string[]) => [...before, text])
        .default([], 'none; nothing is ever fetched'),
    )
    .addOption(new Option('--budget <ms>', 'milliseconds that a pair of schemas may take').argParser(milliseconds).default(2000));

/** The words of the command line as the engine takes them. */
export interface EngineWords {
  readonly options: Omit<QuestionOptions, 'dialect' | 'at' | 'uri'>;
  readonly remotes: Remotes;
}

/**
 * Reads what the options name, and says on standard error what of it cannot be read and is not needed so far.
 * @throws DrillError (usage) for schemas that cannot be read
 */
export const readEngineOptions = async (options: EngineOptions, io: Io): Promise<EngineWords> => {
  const isAlone = options.schemas.length === 0;
  const remotes = isAlone ? noRemotes : await readRemotes(options.schemas, io.cwd);
  for (const { problems } of remotes.broken.values())
    for (const { what, at } of problems) io.err(`warning: left out of --schemas: ${visible(`${at ? `${placeText(at)}: ` : ''}${what}`)}\n`);
  return {
    options: {
      profile: options.profile,
      formatAssertion: options.formatAssertion === true,
      ...(isAlone ? {} : { schemas: Object.fromEntries([...remotes.documents].map(([uri, { value }]) => [uri, value])) }),
      ...(options.budget === undefined ? {} : { budget: { ms: options.budget } }),
    },
    remotes,
  };
};
