import { optional, text } from '../values.ts';
import { environment, program } from './environment.ts';

// `server` is the folder of the programs that copies are started on, for every provider.
export const barman = {
  name: text('Name of the server in Barman’s configuration.'),
  config: optional(text('Barman’s configuration, relative to drill.yaml. Default: /etc/barman.conf.')),
  env: environment,
  program,
};
