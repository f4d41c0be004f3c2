import { Type } from 'typebox';
import { object, optional, text } from './values.ts';

const objectOf = (description: string) =>
  Type.String({
    description,
    pattern: '^(table \\S(.*\\S)?|(column|value) [^.]+\\.([^.]+\\.)?.*\\S)$',
    patternErrorMessage: 'column, table or value with its name, such as column public.orders.email or value public.order_status.open',
    examples: ['column public.orders.email', 'table public.orders', 'value public.order_status.open'],
  });

const inVersion = (description: string) => optional(text(`${description} A version of the artifact, or one that is still to come.`));

export const plan = object(
  {
    artifact: text('The artifact whose store it is, by name.'),
    store: optional(text('The store, by name; may be left out where the artifact has one alone.')),
    drops: objectOf(
      'What goes: `column <table>.<column>`, `table <table>` or `value <enum>.<label>`, as SQL writes it; without a schema that of `public`.',
    ),
    replacedBy: optional(objectOf('What takes its place, in the same words.')),
    steps: object(
      {
        expand: inVersion('The release that adds what takes its place.'),
        migrate: inVersion('The release in which rows are brought over.'),
        'stop-using': inVersion('The first release that does not touch it any more.'),
        contract: inVersion('The release that drops it.'),
      },
      { minProperties: 1, description: 'Which release takes which step. Steps whose release is not known yet are left out.' },
    ),
  },
  {
    description:
      'A change of a store that takes several releases: `drill check` holds releases against it, `drill check --contract-ready` tells whether it may be finished.',
  },
);
