import type { Workload } from '../../src/drills/workload/workload.ts';
import { access } from './journeys/access.ts';
import { edits } from './journeys/edits.ts';
import { flags } from './journeys/flags.ts';
import { news } from './journeys/news.ts';
import { strategies } from './journeys/strategies.ts';

// What the people and programs of an Unleash do while 7.6.5 becomes 8.2.0 and 7.6.5 again. A module, and not YAML,
// because some of them go on with what they find.
//
// Everything is read back with the admin API, which tells what is in the database at once; the API of the SDKs
// lags behind by up to a second, in both versions. Integrations are never deleted: either version dies when one that was
// enabled is, and an event for it comes within the minute. That is a fault, and none of going back.

export default { journeys: [...flags, ...strategies, ...access, ...news, ...edits] } satisfies Workload;
