import { markOf, marksOfAlternatives } from '../marks.ts';
import type { Application } from '../application.ts';
import type { Place } from '../../read/place.ts';
import type { Rule } from './reader.ts';

// Keywords that join schemas about the same part.

const allOf: Rule = {
  keyword: 'allOf',
  read: (reader) => {
    const schemas = reader.schemas();
    return (to) => {
      let holds = true;
      for (const schema of schemas) {
        if (to.demand('allOf', schema, to.part)) continue;
        holds = false;
        if (!to.run.explains) break;
      }
      return holds;
    };
  },
};

const refuseAll = (to: Application, keyword: string, said: readonly Application[]): false =>
  to.run.explains &&
  to.refuse(
    ...marksOfAlternatives(
      markOf(keyword, to.place, to.part),
      said.map(({ marks }) => marks),
    ),
  );

const anyOf: Rule = {
  keyword: 'anyOf',
  read: (reader) => {
    const schemas = reader.schemas();
    return (to) => {
      const said: Application[] = [];
      let holds = false;
      for (const schema of schemas) {
        const one = to.ask(schema, to.part);
        said.push(one);
        if (!one.holds) continue;
        holds = true;
        to.keep('anyOf', one);
        // Every branch that holds says what it evaluates.
        if (!to.evaluated) break;
      }
      return holds || refuseAll(to, 'anyOf', said);
    };
  },
};

const oneOf: Rule = {
  keyword: 'oneOf',
  read: (reader) => {
    const schemas = reader.schemas();
    return (to) => {
      const said: Application[] = [];
      const holding: Application[] = [];
      for (const schema of schemas) {
        const one = to.ask(schema, to.part);
        said.push(one);
        if (one.holds) holding.push(one);
        if (holding.length > 1) return to.refuse(markOf('oneOf', to.place, to.part, true));
      }
      const [only] = holding;
      return only ? to.keep('oneOf', only) : refuseAll(to, 'oneOf', said);
    };
  },
};

const not: Rule = {
  keyword: 'not',
  read: (reader) => {
    const schema = reader.schema();
    return (to) => !to.ask(schema, to.part).holds;
  },
};

const condition: Rule = {
  keyword: 'if',
  read: (reader) => {
    const [schema, then, otherwise] = [reader.schema(), reader.placeBeside('then'), reader.placeBeside('else')];
    const demand = (to: Application, keyword: string, place: Place | undefined): boolean =>
      place === undefined || to.demand(keyword, place, to.part);
    return (to) => {
      if (!then && !otherwise && !to.evaluated) return true;
      const said = to.ask(schema, to.part);
      return said.holds ? to.keep('if', said) && demand(to, 'then', then) : demand(to, 'else', otherwise);
    };
  },
};

export const logicKeywords: readonly Rule[] = [allOf, anyOf, oneOf, not, condition];
