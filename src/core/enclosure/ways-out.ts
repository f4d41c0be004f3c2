import { lstat } from 'node:fs/promises';

// How an enclosure is closed. Sockets that lie in folders are no matter of the network: the machine's own daemons (a mail queue, a resolver,
// Docker) would answer by them, so their folders are empty in it.

const folders = ['/run', '/var/run', '/var/spool/postfix', '/var/spool/exim4', '/var/spool/mqueue', '/var/spool/mqueue-client'];

/** Which folders are made empty: those of the machine's daemons, but for one that something lies in that is needed. */
export const masked = async (needs: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const folder of folders) {
    const stat = await lstat(folder).catch(() => undefined); // /var/run is most often a link to /run.
    if (stat?.isDirectory() && !needs.some((path) => path === folder || path.startsWith(`${folder}/`))) found.push(folder);
  }
  return found;
};

/** A benchmark's address (RFC 2544) and one of nobody's network (RFC 4193), so that what is refused has somebody to tell. */
const [address4, address6] = ['198.18.0.1', 'fd64:7269:6c6c::1'];

/** A shell's program: `$1` holds the folders, what follows is run in it. */
export const setUp = `set -e
ip link set lo up
ip addr add ${address4}/32 dev lo
ip route add default dev lo src ${address4}
{ ip -6 addr add ${address6}/128 dev lo && ip -6 route add default dev lo src ${address6}; } 2>/dev/null || true
for folder in $1; do mount -t tmpfs none "$folder"; done
shift
exec "$@"`;
