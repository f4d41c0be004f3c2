import { Option } from 'commander';

/** On which server scratch databases are made. */
export const serverOption = (): Option =>
  new Option(
    '--server <where>',
    'where scratch databases are made: embedded, docker, docker:<image> (docker:postgres:16), or postgres://… of a server that is there',
  ).env('DRILL_SERVER');
