import type { Reporter } from '../model/report.ts';
import { json } from './json.ts';
import { terminal } from './terminal.ts';

/** Every `--format` there is; the first is the default. */
export const reporters: readonly Reporter[] = [terminal, json];
