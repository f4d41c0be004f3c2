import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with these files in it (a name that ends with `/` is a folder), gone when it is disposed of. */
export const folderWith = (files: Readonly<Record<string, string | Uint8Array>>): { path: string } & Disposable => {
  const path = mkdtempSync(join(tmpdir(), 'drill-test-'));
  for (const [name, content] of Object.entries(files)) {
    const file = join(path, name);
    mkdirSync(name.endsWith('/') ? file : dirname(file), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(file, content);
    if (name.endsWith('.sh')) chmodSync(file, 0o755);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};
