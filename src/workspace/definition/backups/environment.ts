import { Type } from 'typebox';
import { object, optional, text } from '../values.ts';

/** What a backup tool finds in its environment beside `PATH` and `HOME`. Values never stand in drill.yaml: there may be a password among them. */
export const environment = optional(
  Type.Record(
    Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }),
    Type.Union([
      object({ fromEnvironment: text('Name of the variable of the machine that holds it.') }),
      object({ fromFile: text('File that holds it, relative to drill.yaml.') }),
    ]),
    {
      description: 'Variables that the tool is given, each taken from the machine’s environment or from a file. It gets no others.',
      additionalProperties: false,
    },
  ),
);

/** Path of the tool. */
export const program = optional(text('The tool’s program, where it is not on the PATH.'));
