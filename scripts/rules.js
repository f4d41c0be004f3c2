// `node scripts/rules.js`: writes docs/rules/ from the rules. Runs on a Node that strips types (22.18 or later).
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { pagesOf } from '../src/commands/explain/pages.ts';
import { rules } from '../src/commands/explain/rules.ts';

const folder = new URL('../docs/rules/', import.meta.url);
mkdirSync(folder, { recursive: true });
const pages = pagesOf(rules);
for (const name of readdirSync(folder)) if (!pages.some((page) => page.name === name)) rmSync(new URL(name, folder));
for (const { name, text } of pages) writeFileSync(new URL(name, folder), text);
