import type { Value } from '../../value.ts';
import { itemsOf } from './array.ts';
import { membersOf } from './object.ts';
import type { Rule } from './reader.ts';

// Keywords that speak of what no other keyword of the schema, nor of those that hold in its place, has spoken of.

const unevaluatedItems: Rule = {
  keyword: 'unevaluatedItems',
  collects: true,
  read: (reader) => {
    const schema = reader.schema();
    return (to) => {
      const refused = [...(itemsOf(to) ?? []).entries()].filter(([at, value]) => {
        if (to.evaluated?.items.has(at)) return false;
        to.evaluated?.items.add(at);
        return !to.demand('unevaluatedItems', schema, to.part.child(String(at), value));
      });
      return refused.length === 0;
    };
  },
};

const unevaluatedProperties: Rule = {
  keyword: 'unevaluatedProperties',
  collects: true,
  read: (reader) => {
    const schema = reader.schema();
    return (to) => {
      const members = membersOf(to) ?? {};
      const refused = Object.keys(members).filter((name) => {
        if (to.evaluated?.names.has(name)) return false;
        to.evaluated?.names.add(name);
        return !to.demand('unevaluatedProperties', schema, to.part.child(name, members[name] as Value));
      });
      return refused.length === 0;
    };
  },
};

export const unevaluatedKeywords: readonly Rule[] = [unevaluatedItems, unevaluatedProperties];
