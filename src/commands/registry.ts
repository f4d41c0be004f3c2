import { check } from './check.ts';
import { clean } from './clean.ts';
import type { Subcommand } from './command.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { gate } from './gate.ts';
import { generate } from './generate.ts';
import { history } from './history.ts';
import { init } from './init.ts';
import { ledger } from './ledger.ts';
import { record } from './record.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { show } from './show.ts';

/** Every subcommand, in the order of `drill --help`. One line a command. */
export const commands: readonly Subcommand[] = [
  run,
  show,
  check,
  diff,
  schema,
  generate,
  gate,
  record,
  history,
  ledger,
  clean,
  init,
  doctor,
];
