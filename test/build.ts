import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Many tests run the program as its users do, from dist/: it must be made of these very sources. */
export default (): void => {
  execFileSync(process.execPath, [join(import.meta.dirname, '..', 'scripts', 'build.js')], { stdio: 'inherit' });
};
