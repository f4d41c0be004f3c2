import semver from 'semver';
import type { Problem } from '../../core/error.ts';
import { pathText, pointerOf } from '../reading/places.ts';
import { member, membersOf, namesOf, type ReferenceRule, textAt, unknownName } from './reference.ts';

export const exactPackages: ReferenceRule = {
  name: 'a package from npm is named with its exact version',
  check: ({ data, places }) =>
    membersOf(member(data, 'artifacts')).flatMap(([name, artifact]) =>
      membersOf(member(artifact, 'versions')).flatMap(([version, source]): readonly Problem[] => {
        const spec = textAt(source, 'npm');
        const wanted = spec?.slice(spec.lastIndexOf('@') + 1);
        if (spec === undefined || wanted === undefined || spec.lastIndexOf('@') < 1 || semver.valid(wanted) === wanted) return [];
        const pointer = pointerOf('artifacts', name, 'versions', version, 'npm');
        return [
          {
            code: 'config/inexact-version',
            what: `${pathText(pointer)}: ${JSON.stringify(wanted)} is not an exact version`,
            why: 'What is drilled must be what is released: a tag or a range means something else tomorrow.',
            fix: `write ${spec.slice(0, spec.lastIndexOf('@'))}@ with a version such as 1.2.3`,
            at: places.value(pointer),
          },
        ];
      }),
    ),
};

export const storeUrls: ReferenceRule = {
  name: 'a store that an environment variable takes its URL from is a store of the artifact',
  check: (subject) =>
    membersOf(member(subject.data, 'artifacts')).flatMap(([name, artifact]) => {
      const known = namesOf(member(artifact, 'stores'));
      return membersOf(member(member(artifact, 'run'), 'env')).flatMap(([variable, value]): readonly Problem[] =>
        typeof value !== 'string'
          ? []
          : [...value.matchAll(/\$\{stores\.([^.}]*)\.url\}/g)]
              .map((match) => match[1] ?? '')
              .filter((store) => !known.includes(store))
              .map((store) =>
                unknownName(subject, ['artifacts', name, 'run', 'env', variable], store, { kind: 'store', of: `of ${name}` }, known),
              ),
      );
    }),
};

export const storeRows: ReferenceRule = {
  name: 'the rows of a table are said of the table with its schema',
  check: ({ data, places }) =>
    membersOf(member(data, 'artifacts')).flatMap(([name, artifact]) =>
      membersOf(member(artifact, 'stores')).flatMap(([store, about]) =>
        namesOf(member(about, 'rows')).flatMap((table): readonly Problem[] => {
          if (/^("[^"]+"|[^".]+)\.("[^"]+"|[^".]+)$/.test(table)) return [];
          const pointer = pointerOf('artifacts', name, 'stores', store, 'rows', table);
          return [
            {
              code: 'config/bad-name',
              what: `${pathText(pointerOf('artifacts', name, 'stores', store, 'rows'))}: ${JSON.stringify(table)} is not a table with its schema`,
              fix: `write it as ${/^[^".]+$/.test(table) ? `public.${table}` : 'public.orders'}`,
              at: places.key(pointer),
            },
          ];
        }),
      ),
    ),
};

export const logPatterns: ReferenceRule = {
  name: 'the pattern that counts lines of a log is a regular expression',
  check: ({ data, places }) =>
    membersOf(member(data, 'artifacts')).flatMap(([name, artifact]): readonly Problem[] => {
      const pattern = textAt(member(member(artifact, 'run'), 'served'), 'log');
      if (pattern === undefined) return [];
      try {
        void new RegExp(pattern);
        return [];
      } catch (error) {
        const pointer = pointerOf('artifacts', name, 'run', 'served', 'log');
        const what = `${pathText(pointer)} is not a regular expression: ${(error as Error).message.replace(/^Invalid regular expression: /, '')}`;
        return [{ code: 'config/bad-value', what, at: places.value(pointer) }];
      }
    }),
};
