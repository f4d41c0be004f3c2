import { expect, it } from 'vitest';
import { terminal } from '../../../src/report/terminal.ts';
import { samples } from '../samples.ts';

it('what was captured is told store by store, each difference on one line, and nothing of it reaches the terminal as a control', () => {
  expect(terminal.render(samples['snapshot-differs'] ?? [], { colours: false, width: 100 }))
    .toBe(`orders 1.5.0, from its migrations, read by PostgreSQL 18.4
FAIL  snapshots/orders/1.5.0/db.json is not what its migrations give (-: only in the file, +: not in the file)
  + column public.orders.note
  ~ column public.orders.total (it was public.orders.sum)
  ~ column public.orders.status: type text -> character varying(9); default 'new\\u0007'::text -> nothing
FAIL  snapshots/orders/1.5.0/log.json is not there
to accept it: drill snapshot orders --version 1.5.0, and commit the file
`);
});
