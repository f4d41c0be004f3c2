import { identifierOf, schemaOf } from './identifier.ts';
import { idKeyword, idNamesPlaces, keywordsOf } from './keywords.ts';
import { type Dialect, SchemaError } from './place.ts';
import { isRecord, type LocationShape, shapeBelow } from './shape.ts';
import type { Spot } from './spot.ts';
import { resolveUri } from './uri.ts';

// What has a name in a tree: found in one pass, when the first reference asks for a name.

/** Locations by anchor, by the URI of their resource. */
type Anchors = Map<string, Map<string, Spot>>;

interface Scan {
  /** Where resources begin, by URI; several where a name was given twice. */
  readonly resources: ReadonlyMap<string, readonly Spot[]>;
  readonly anchors: Anchors;
  readonly dynamicAnchors: Anchors;
}

/** A value that is still to be looked at: light, for a location is made only where a name stands. */
interface Frame {
  readonly value: unknown;
  readonly shape: LocationShape;
  readonly dialect: Dialect;
  readonly parent: Frame | undefined;
  readonly segment: string;
}

const names = ['$anchor', '$dynamicAnchor', '$recursiveAnchor', '$schema'] as const;

const isNamed = (value: Readonly<Record<string, unknown>>, dialect: Dialect): boolean => {
  const keyword = idKeyword(dialect);
  return (keyword !== undefined && Object.hasOwn(value, keyword)) || names.some((name) => Object.hasOwn(value, name));
};

const locationOf = (root: Spot, frame: Frame): Spot => {
  const path: string[] = [];
  for (let at = frame; at.parent; at = at.parent) path.push(at.segment);
  return path.reverse().reduce((at, segment) => at.child(segment) ?? at, root);
};

const scans = new WeakMap<Spot, Scan>();

/** The names in a tree, by its root. @throws SchemaError for a name of a place that was given twice */
export const scanOf = (root: Spot): Scan => {
  let scan = scans.get(root);
  if (!scan) scans.set(root, (scan = scanned(root)));
  return scan;
};

const scanned = (root: Spot): Scan => {
  const resources = new Map<string, Spot[]>();
  const anchors: Anchors = new Map();
  const dynamicAnchors: Anchors = new Map();
  const name = (among: Anchors, location: Spot, text: unknown): void => {
    if (typeof text !== 'string') return;
    const { uri } = location.resource;
    const known = among.get(uri) ?? new Map<string, Spot>();
    among.set(uri, known);
    const other = known.get(text);
    if (other && other !== location)
      throw new SchemaError('schema/anchor', `the name "#${text}" was given before, at #${other.pointer}`, location);
    known.set(text, location);
  };
  const visit = (location: Spot, value: Readonly<Record<string, unknown>>): void => {
    const { resource } = location;
    if (resource.root === location) resources.set(resource.uri, [...(resources.get(resource.uri) ?? []), location]);
    if (idNamesPlaces(resource.dialect)) {
      const fragment = resolveUri(identifierOf(value, resource) ?? '', resource.uri)?.fragment ?? '';
      if (fragment !== '' && !fragment.startsWith('/')) name(anchors, location, fragment);
      return;
    }
    const known = keywordsOf[resource.dialect];
    name(anchors, location, value['$anchor']);
    if (known.has('$dynamicAnchor')) {
      name(anchors, location, value['$dynamicAnchor']);
      name(dynamicAnchors, location, value['$dynamicAnchor']);
    }
    if (known.has('$recursiveAnchor') && value['$recursiveAnchor'] === true && resource.root === location)
      name(dynamicAnchors, location, '');
  };
  const work: Frame[] = [{ value: root.value, shape: root.shape, dialect: root.resource.dialect, parent: undefined, segment: '' }];
  for (let frame = work.pop(); frame; frame = work.pop()) {
    const { value, shape } = frame;
    let { dialect } = frame;
    if (shape === 'schema' && isRecord(value) && (!frame.parent || isNamed(value, dialect) || schemaOf(value) !== undefined)) {
      const location = frame.parent ? locationOf(root, frame) : root;
      ({ dialect } = location.resource);
      visit(location, value);
    }
    if (typeof value !== 'object' || value === null) continue;
    // Backwards, for what is pushed last is seen first.
    const segments = Object.keys(value).reverse();
    for (const segment of segments) {
      const member = (value as Readonly<Record<string, unknown>>)[segment];
      const below = shapeBelow(shape, segment, member, { dialect });
      if (below !== 'value' && typeof member === 'object' && member !== null) {
        work.push({ value: member, shape: below, dialect, parent: frame, segment });
      }
    }
  }
  return { resources, anchors, dynamicAnchors };
};
