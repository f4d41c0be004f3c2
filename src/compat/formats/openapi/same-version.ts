import type { Advice, Adviser } from '../../advice.ts';
import type { Document } from '../../document.ts';
import type { Operation } from './operations.ts';
import { isRecord, wordOf } from './part.ts';
import { after, promiseOf, versionOf } from './version.ts';

// A client calls an API by its version: in the path, in a header, or the one that the document bears. A break under the same
// version hits it though it asked for nothing new.

/** What the operation is called under, and what a new version beside it would be called under. */
interface Version {
  readonly name: string;
  readonly beside: string;
}

/** `/v1` of what is called, server and path. */
const inPath = ({ addresses, path }: Operation): Version | undefined => {
  const bases = addresses.list.length > 0 ? addresses.list.map(({ base }) => base) : [''];
  const found = bases.map((base) => /\/v(\d+(?:\.\d+)*)(?=\/|$)/.exec(`${base}${path}`)?.[1]).find((version) => version !== undefined);
  return found === undefined ? undefined : { name: `/v${found}`, beside: `/v${after(found)}` };
};

/** The parameter that names the version, with the values that it may have. */
const inParameter = ({ parameters }: Operation): Version | undefined => {
  const found = parameters.find(
    ({ value }) => /^(x-)?((\w+-)?api-)?(accept-)?version$/i.test(wordOf(value['name'])) && value['in'] !== 'path',
  );
  if (!found) return undefined;
  const { schema } = found.value;
  const values = isRecord(schema) ? [schema['const'], schema['enum']].flat().filter((value) => value !== undefined) : [];
  const name = `${wordOf(found.value['in'])} ${wordOf(found.value['name'])}${values.length > 0 ? `: ${values.map(wordOf).sort().join(', ')}` : ''}`;
  return { name, beside: `a new value of ${wordOf(found.value['name'])}` };
};

const inDocument = (document: Document): Version | undefined => {
  const version = versionOf(document);
  const promise = version === undefined ? undefined : promiseOf(version);
  return promise === undefined ? undefined : { name: promise, beside: `version ${after(promise)}` };
};

const adviceFor = ({ beside }: Version, how: string): Advice => ({
  why: `It happens under the same version (${how}).`,
  fix: `Or bring the change as a new version (${beside}) beside the old one.`,
});

/**
 * Says of a break whether it happens under the same version, and what to call a new one. An operation that N lacks is under the
 * version that it had.
 */
export const sameVersion = (
  old: Document,
  next: Document,
  operations: { readonly old: readonly Operation[]; readonly new: readonly Operation[] },
): Adviser => {
  const byPlace = (all: readonly Operation[]): Map<string, Operation> => new Map(all.map((one) => [one.part.pointer, one]));
  const [mine, theirs] = [byPlace(operations.old), byPlace(operations.new)];
  const [before, now] = [inDocument(old), inDocument(next)];
  /** The version in the path of all operations, for what is said of all of them. */
  const common = (all: readonly Operation[]): Version | undefined => {
    const names = new Set(all.map((one) => inPath(one)?.name));
    return names.size === 1 && all[0] ? inPath(all[0]) : undefined;
  };
  const [all, allNow] = [common(operations.old), common(operations.new)];
  return ({ spot, kind, reversed }) => {
    const a = mine.get(spot?.operation.old ?? '');
    const b = theirs.get(spot?.operation.new ?? '') ?? (kind === 'operation' ? a : undefined);
    if (kind === 'operation-moved' || kind === 'naming') return undefined;
    if (!spot && !reversed && all && all.name === allNow?.name) return adviceFor(all, all.name);
    if (a && b)
      for (const versionIn of [inPath, inParameter]) {
        const [x, y] = [versionIn(a), versionIn(b)];
        if (!x && !y) continue;
        return x && y && x.name === y.name ? adviceFor(x, x.name) : undefined;
      }
    if (!before || !now || before.name !== now.name) return undefined;
    const [from, to] = [versionOf(old), versionOf(next)];
    return adviceFor(before, `info.version ${from === to ? from : `${from}, then ${to}`}`);
  };
};
