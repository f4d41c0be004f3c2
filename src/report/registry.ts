import type { Reporter } from '../model/report.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { prometheus } from './prometheus.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every `--format` there is; the first is the default. */
export const reporters: readonly Reporter[] = [terminal, json, sarif, junit, markdown, github, prometheus];
