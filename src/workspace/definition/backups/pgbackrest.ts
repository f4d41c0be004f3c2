import { Type } from 'typebox';
import { optional, text } from '../values.ts';
import { environment, program } from './environment.ts';

export const pgbackrest = {
  stanza: text('Name of the stanza in pgBackRest’s configuration.'),
  config: optional(text('pgBackRest’s configuration, relative to drill.yaml. Default: where pgBackRest looks for it.')),
  repo: optional(Type.Integer({ minimum: 1, description: 'Number of the repository, where there are several. Default: the first.' })),
  env: environment,
  program,
};
