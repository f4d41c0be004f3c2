import { randomBytes } from 'node:crypto';
import { isEnclosure, openEnclosure } from '../../core/enclosure/enclosure.ts';
import { openScratch } from '../../core/scratch/scratch.ts';
import { type Check, limited, ok } from './check.ts';

/** Can what runs on restored data be kept from reaching others? */
export const networks: Check = {
  name: 'networks',
  needed: false,
  look: async ({ signal }) => {
    await using scratch = await openScratch(`doctor${randomBytes(4).toString('hex')}`);
    const found = await openEnclosure(scratch, [], signal);
    if (!isEnclosure(found))
      return limited(
        `none of its own can be made: ${found.why}; N-1 is not started on copies of data that is not synthetic`,
        'on Linux: install iproute2 and util-linux, and run as root, or let users make namespaces (`unshare --user --net true`)',
      );
    await found.close();
    return ok('what runs on restored data is given one of its own, which leads nowhere');
  },
};
