import type { Document } from 'yaml';
import { yaml } from '../../../core/yaml.ts';
import { maxDepth } from '../depth.ts';
import { outlineOf } from '../json/outline.ts';
import { nodesOf, offsetOf, type Standing } from './keys.ts';

/** Where a text nests too deeply whose parser gave up: by its brackets, its dashes or its indentation. */
export const tooDeepIn = (text: string): number => {
  const { tooDeepAt } = outlineOf(text);
  if (tooDeepAt !== undefined) return tooDeepAt;
  const dashes = new RegExp(String.raw`(?:[-?][ \t]+){${maxDepth}}`).exec(text);
  if (dashes) return dashes.index + dashes[0].length;
  const indents: number[] = [];
  for (const { index, 0: line } of text.matchAll(/^( *)(?=[^\s#])/gm)) {
    while ((indents.at(-1) ?? -1) >= line.length) indents.pop();
    indents.push(line.length);
    if (indents.length > maxDepth) return index + line.length;
  }
  return 0;
};

const isInsideOf = (anchor: string, standing: Standing | undefined): boolean => {
  const { isAlias } = yaml();
  for (let at = standing; at !== undefined; at = at.inside)
    if (!isAlias(at.node) && 'anchor' in at.node && at.node.anchor === anchor) return true;
  return false;
};

/** The aliases of a document that are worth telling of, by where they stand. */
export interface Aliases {
  /** The first that no anchor goes before. */
  readonly lone?: number;
  /** The first that stands inside what it means. */
  readonly endless?: number;
  /** The first that stands for others. */
  readonly nested?: number;
  readonly first?: number;
}

export const aliasesOf = (document: Document): Aliases => {
  const { isAlias, isScalar } = yaml();
  const anchors = new Set<string>();
  /** Anchors of what holds an alias. */
  const holders = new Set<string>();
  const found: { -readonly [name in keyof Aliases]: number } = {};
  for (const standing of nodesOf(document)) {
    const { node, inside } = standing;
    if (!isAlias(node)) {
      if ((isScalar(node) || 'items' in node) && node.anchor !== undefined) anchors.add(node.anchor);
      continue;
    }
    const at = offsetOf(node);
    found.first ??= at;
    if (!anchors.has(node.source)) found.lone ??= at;
    if (isInsideOf(node.source, inside)) found.endless ??= at;
    if (holders.has(node.source)) found.nested ??= at;
    for (let outer = inside; outer !== undefined; outer = outer.inside)
      if (!isAlias(outer.node) && 'anchor' in outer.node && outer.node.anchor !== undefined) holders.add(outer.node.anchor);
  }
  return found;
};
