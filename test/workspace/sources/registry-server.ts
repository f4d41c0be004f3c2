import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { folderWith } from '../folder.ts';

/** Versions of packages: files by `name@version`. */
type Packages = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Registry extends AsyncDisposable {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Publishes one more. */
  readonly publish: (packages: Packages) => void;
}

/** An npm registry on the loopback address, as real npm sees one; a path with `slow` in it is never answered. */
export const npmRegistry = async (packages: Packages): Promise<Registry> => {
  const tarballs = new Map<string, { bytes: Buffer; manifest: { name: string; version: string } }>();
  const publish = (more: Packages): void => {
    for (const files of Object.values(more)) {
      using folder = folderWith(files);
      const [made] = JSON.parse(
        execFileSync('npm', ['pack', '--json', '--ignore-scripts'], { cwd: folder.path, encoding: 'utf8', stdio: 'pipe' }),
      ) as [{ filename: string }];
      const manifest = JSON.parse(readFileSync(join(folder.path, 'package.json'), 'utf8')) as { name: string; version: string };
      tarballs.set(`/${manifest.name}/-/${manifest.version}.tgz`, { bytes: readFileSync(join(folder.path, made.filename)), manifest });
    }
  };
  publish(packages);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push(path);
    if (path.includes('slow')) return;
    const tarball = tarballs.get(path);
    if (tarball) return void response.end(tarball.bytes);
    const versions = [...tarballs].filter(([, { manifest }]) => `/${manifest.name}` === path);
    if (versions.length === 0) return void response.writeHead(404).end('{}');
    const told = versions.map(([at, { bytes, manifest }]) => [
      manifest.version,
      { ...manifest, dist: { tarball: `${url}${at}`, integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` } },
    ]);
    response
      .setHeader('content-type', 'application/json')
      .end(
        JSON.stringify({ name: path.slice(1), 'dist-tags': { latest: told.at(-1)?.[0] }, versions: Object.fromEntries(told) as object }),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url,
    asked,
    publish,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
