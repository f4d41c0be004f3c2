import type { Place, Problem } from '../../core/error.ts';
import { canonicalJson, sha256 } from '../../core/hash.ts';
import { posix } from 'node:path';
import { below, fragmentOf, valueAt } from '../pointer.ts';
import { type Holder, holdersIn } from './collect.ts';
import { type Asked, type ContractFile, idOf, locatorOf, type Target } from './locate.ts';
import { hungIn } from './names.ts';
import type { Parsed } from './parsed.ts';
import { throwAll } from './problems.ts';
import type { Tree } from './tree.ts';
import { hasUriKeys, renameKey, withinSelf } from './uri-keys.ts';

/** A contract with all its files. */
export interface Gathered extends Parsed {
  /** `sha256:…` of the bytes of all its files. */
  readonly digest: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const keyOf = ({ file, pointer }: Target): string => `${file.path}#${pointer}`;

/** Is a part of a value, or the value itself, this very object? */
const holds = (value: unknown, object: object): boolean => {
  const seen = new Set<unknown>();
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (next === object) return true;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    open.push(...Object.values(next));
  }
  return false;
};

/** The pointers above a pointer and itself, the longest first. */
const upwards = function* (pointer: string): Generator<string> {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) yield at;
  yield '';
};

/** Does a local reference lead somewhere in its own document as it stands? Anchors are left to who knows the dialect. */
const isSettled = (main: ContractFile, text: string): boolean => {
  if (!text.startsWith('#')) return false;
  if (text !== '#' && !text.startsWith('#/')) return true;
  try {
    return valueAt(main.parsed.value, decodeURIComponent(text.slice(1))) !== undefined;
  } catch {
    return true;
  }
};

/** Is there a security scheme of this name? Then the text is that name, and no reference. */
const isScheme = (main: ContractFile, text: string): boolean =>
  valueAt(main.parsed.value, below('/components/securitySchemes', text)) !== undefined;

/** A key leads nowhere without a word: who compares says that it is not known what it means. */
const askedByKey = (main: ContractFile, { text, pointer }: Holder, file: ContractFile): Asked => {
  const inside = withinSelf(main.parsed.value, text);
  return { text: inside, file: inside === text ? file : main, pointer, isQuiet: true };
};

const refer = ({ object, name, isKey }: Holder, text: string): void => {
  if (isKey) renameKey(object, name, text);
  else object[name] = text;
};

const digestOf = (main: ContractFile, files: Iterable<ContractFile>): string => {
  const from = posix.dirname(main.path);
  const list = [...files].map((file) => [file === main ? '' : posix.relative(from, file.path), sha256(file.bytes)]);
  return sha256(canonicalJson(list.sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0))));
};

/**
 * One document out of several files. What other files hold and this one refers to, at first or at tenth hand, is hung in under a
 * member of the root, and every reference to it is rewritten into a local one; places are those in the files.
 * @throws DrillError (usage) with all references that lead nowhere or out of the tree, and all that is wrong with the other files
 */
export const gather = async (main: ContractFile, tree: Tree, parse: (name: string, bytes: Uint8Array) => Parsed): Promise<Gathered> => {
  const { files, problems, locate } = locatorOf(main, tree, parse);
  const leads: { readonly holder: Holder; readonly target: Target }[] = [];
  /** Maps that stand in a file of their own, by where they are meant to be. */
  const maps = new Map<string, { readonly from: Target; readonly to: Target }>();
  const circles: Problem[] = [];
  const seen = new Set<string>();
  const open: { readonly part: Target; readonly isMap: boolean }[] = [{ part: { file: main, pointer: '' }, isMap: false }];

  for (let next = open.shift(); next; next = open.shift()) {
    const { file, pointer } = next.part;
    const holders = holdersIn(valueAt(file.parsed.value, pointer), pointer, next.isMap);
    for (const holder of [...holders.filter(({ isMap }) => isMap), ...holders.filter(({ isMap }) => !isMap)]) {
      if (holder.isNested || (file === main && isSettled(main, holder.text))) continue;
      if (holder.isKey && (!hasUriKeys(main.parsed.value) || isScheme(main, holder.text))) continue;
      const target = await locate(holder.isKey ? askedByKey(main, holder, file) : { text: holder.text, file, pointer: holder.pointer });
      if (!target) continue;
      const value = valueAt(target.file.parsed.value, target.pointer);
      if (holder.isMap && holds(value, holder.object)) {
        circles.push({
          code: 'contract/reference-cycle',
          what: `${JSON.stringify(holder.text)} leads to what it is a part of`,
          fix: 'Let it lead to a map that does not hold it.',
          at: file.parsed.placeOf(below(holder.pointer, '$ref')),
        });
        continue;
      }
      if (holder.isMap && isRecord(value) && typeof value['$ref'] !== 'string') {
        delete holder.object['$ref'];
        for (const [name, child] of Object.entries(value))
          if (!Object.hasOwn(holder.object, name))
            Object.defineProperty(holder.object, name, { value: child, enumerable: true, writable: true, configurable: true });
        maps.set(keyOf(target), { from: { file, pointer: holder.pointer }, to: target });
      } else leads.push({ holder, target });
      if (target.file === main || seen.has(keyOf(target))) continue;
      seen.add(keyOf(target));
      open.push({ part: target, isMap: holder.isMap && holder.pointer !== '/components' });
    }
  }
  throwAll([...problems, ...circles]);

  const roots = new Map<string, Target>(leads.filter(({ target }) => target.file !== main).map(({ target }) => [keyOf(target), target]));
  /** Where a part of any file stands in the one document. */
  const placed = ({ file, pointer }: Target, steps = 0): string => {
    if (file === main) return pointer;
    let hung: string | undefined;
    for (const at of upwards(pointer)) {
      const map = maps.get(keyOf({ file, pointer: at }));
      if (map && steps < 64) return placed(map.from, steps + 1) + pointer.slice(at.length);
      if (roots.has(keyOf({ file, pointer: at }))) hung = at;
    }
    return hung === undefined ? '' : below('', hungIn, nameOf({ file, pointer: hung })) + pointer.slice(hung.length);
  };
  const nameOf = ({ file, pointer }: Target): string =>
    `${posix.relative(posix.dirname(main.path), file.path)}${pointer === '' ? '' : `#${pointer}`}`;

  const homes = new Map<string, Target>([...maps.values()].map(({ from, to }) => [placed(from), to]));
  for (const { holder, target } of leads) refer(holder, `#${fragmentOf(placed(target))}`);
  const members: [string, unknown][] = [];
  for (const target of roots.values()) {
    const at = placed(target);
    if (at !== below('', hungIn, nameOf(target))) continue;
    homes.set(at, target);
    members.push([nameOf(target), nameless(valueAt(target.file.parsed.value, target.pointer))]);
  }
  const { value } = main.parsed;
  return {
    file: main.parsed.file,
    digest: files.size === 1 ? sha256(main.bytes) : digestOf(main, files.values()),
    value: members.length === 0 || !isRecord(value) ? value : { ...value, [hungIn]: Object.fromEntries(members) },
    placeOf: (pointer): Place => {
      for (const at of upwards(pointer)) {
        const home = homes.get(at);
        if (home) return home.file.parsed.placeOf(home.pointer + pointer.slice(at.length));
      }
      return main.parsed.placeOf(pointer);
    },
  };
};

/** Without the name that a schema gives itself: references to it are local now, and would count against that name. */
const nameless = (value: unknown): unknown => {
  if (idOf(value) === undefined || !isRecord(value)) return value;
  const { $id: _, ...rest } = value;
  if (typeof rest['$schema'] === 'string' && rest['$schema'].includes('draft-04')) delete rest['id'];
  return rest;
};
