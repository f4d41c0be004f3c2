import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Many tests run the program as its users do, from dist/: it must be made of these very sources. What other runs have left on this
 * machine, of which the program would tell, must not meet them: they have a folder for temporary files of their own.
 */
export default (): (() => void) => {
  execFileSync(process.execPath, [join(import.meta.dirname, '..', 'scripts', 'build.js')], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'drill-tests-'));
  chmodSync(folder, 0o711); // The database's unprivileged user works below it.
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
};
