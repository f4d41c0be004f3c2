import { DrillError } from '../../../core/error.ts';
import { suggestion } from '../../../core/nearest.ts';

/** Where a scratch server is: one of our own, in a container, or one that is there and that databases are made on. */
export type Where =
  | { readonly kind: 'embedded'; readonly major?: number }
  | { readonly kind: 'docker'; readonly image: string }
  | { readonly kind: 'given'; readonly url: string };

/** What `docker` alone means. */
const usualImage = 'postgres:18';

/**
 * `embedded`, `embedded:18`, `docker`, `docker:postgres:16`, `postgres://…`. Messages do not repeat a URL, which may hold a password.
 * @throws DrillError `server/unknown`
 */
export const whereOf = (text: string): Where => {
  const [, kind = '', detail] = /^([a-z]+)(?::(.*))?$/s.exec(text) ?? [];
  if (/^postgres(?:ql)?$/.test(kind) && detail?.startsWith('//')) {
    if (URL.canParse(text) && new URL(text).hostname !== '') return { kind: 'given', url: text };
    throw new DrillError('server/bad-url', 'the URL of the server is none', {
      fix: 'write postgres://user:password@host:5432/database, with %-escapes in the password',
    });
  }
  if (kind === 'embedded' && detail === undefined) return { kind: 'embedded' };
  if (kind === 'embedded' && /^\d{2}$/.test(detail ?? '')) return { kind: 'embedded', major: Number(detail) };
  if (kind === 'docker' && detail === undefined) return { kind: 'docker', image: usualImage };
  // As `docker pull` takes it; what it is not is said before an engine is looked for.
  if (kind === 'docker' && /^[a-z0-9][\w./:@-]*$/.test(detail ?? '')) return { kind: 'docker', image: detail ?? usualImage };
  const shown = kind === 'embedded' || kind === 'docker' ? text : kind || (text.split(':')[0] ?? '');
  throw new DrillError('server/unknown', `${JSON.stringify(shown.slice(0, 80))} is no server to try migrations on`, {
    why: 'It is embedded, docker (or docker:<image>), or a URL that begins with postgres://.',
    fix:
      kind === 'embedded' || kind === 'docker'
        ? `after ${kind}: comes ${kind === 'docker' ? 'an image, as docker:postgres:16' : 'a major version, as embedded:18'}`
        : suggestion(shown, ['embedded', 'docker', 'postgres://…']),
  });
};
