import { firstOid, kindOfRelation, type Look, notOfExtension, object, ours, own, type Query } from './query.ts';

/** What everybody may do with the schema `public` from the start, whoever owns it now: up to 14 also make tables in it. */
const ofEverybody = ({ major }: Look): string =>
  `array[${['USAGE', ...(major < 15 ? ['CREATE'] : [])].map((right) => `makeaclitem(0, n.nspowner, '${right}', false)`).join(', ')}]`;

/** Everything that has privileges that somebody changed: what it is, what they are, what they would be, whose it is. */
const changed = (look: Look): string => `
  SELECT ${kindOfRelation('c.relkind')} || ' ' || format('%I.%I', n.nspname, c.relname) AS thing, c.relacl AS acl,
         acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS base, c.relowner AS owner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relacl IS NOT NULL AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}
  UNION ALL
  SELECT 'column ' || format('%I.%I.%I', n.nspname, c.relname, a.attname), a.attacl, NULL, c.relowner
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}
  UNION ALL
  SELECT 'schema ' || quote_ident(n.nspname), n.nspacl, acldefault('n', n.nspowner) || CASE WHEN EXISTS (SELECT FROM pg_init_privs i WHERE i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid) THEN ${ofEverybody(look)} END, n.nspowner
    FROM pg_namespace n WHERE n.nspacl IS NOT NULL AND ${ours('n.nspname')} AND ${notOfExtension(look, 'pg_namespace', 'n.oid')}
  UNION ALL
  SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END || ' ' || format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)), p.proacl, acldefault('f', p.proowner), p.proowner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.proacl IS NOT NULL AND ${ours('n.nspname')} AND ${own(look, 'pg_proc', 'p.oid')}
  UNION ALL
  SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' WHEN 'c' THEN 'composite' ELSE 'type' END || ' ' || format('%I.%I', n.nspname, t.typname), t.typacl, acldefault('T', t.typowner), t.typowner
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typacl IS NOT NULL AND t.typtype <> 'm' AND ${ours('n.nspname')} AND ${own(look, 'pg_type', 't.oid')}
  UNION ALL
  SELECT 'foreign server ' || quote_ident(s.srvname), s.srvacl, acldefault('S', s.srvowner), s.srvowner FROM pg_foreign_server s WHERE s.srvacl IS NOT NULL
  UNION ALL
  SELECT 'database', d.datacl, acldefault('d', d.datdba), d.datdba FROM pg_database d WHERE d.datname = current_database() AND d.datacl IS NOT NULL
  UNION ALL
  SELECT concat(CASE d.defaclobjtype WHEN 'r' THEN 'future tables' WHEN 'S' THEN 'future sequences' WHEN 'f' THEN 'future functions' WHEN 'T' THEN 'future types' WHEN 'n' THEN 'future schemas' ELSE 'future objects' END,
         ' in ' || quote_ident(n.nspname), CASE WHEN d.defaclrole <> b.datdba THEN ' of ' || quote_ident(pg_get_userbyid(d.defaclrole)) END),
         d.defaclacl, CASE WHEN d.defaclnamespace = 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END, d.defaclrole
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, pg_database b WHERE b.datname = current_database()`;

const byRole = (acl: string): string => `
  SELECT role, array_agg(privilege ORDER BY privilege COLLATE "C") AS privileges
    FROM (SELECT DISTINCT CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN s.owner THEN 'OWNER' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS role,
                 x.privilege_type || CASE WHEN x.is_grantable AND x.grantee <> s.owner THEN ' with grant option' ELSE '' END AS privilege
            FROM aclexplode(${acl}) x) each GROUP BY role`;

// Told is what differs from what the owner and PUBLIC have by themselves: with no privileges at all it was taken from them.
export const grants: Query = {
  any: `(SELECT 1 FROM pg_class WHERE relacl IS NOT NULL AND oid >= ${firstOid}
         UNION ALL SELECT 1 FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= ${firstOid}
         UNION ALL SELECT 1 FROM pg_proc WHERE proacl IS NOT NULL AND oid >= ${firstOid}
         UNION ALL SELECT 1 FROM pg_type WHERE typacl IS NOT NULL AND oid >= ${firstOid}
         UNION ALL SELECT 1 FROM pg_database WHERE datname = current_database() AND datacl IS NOT NULL
         UNION ALL SELECT 1 FROM pg_foreign_server UNION ALL SELECT 1 FROM pg_default_acl
         UNION ALL SELECT 1 FROM pg_namespace n WHERE nspacl IS NOT NULL AND ${ours('nspname')}
                      AND nspacl IS DISTINCT FROM (SELECT initprivs FROM pg_init_privs WHERE classoid = 'pg_namespace'::regclass AND objoid = n.oid)) changed`,
  sql: (look) => `
  SELECT ${object({
    kind: `'grant'`,
    name: `s.thing || ' to ' || g.role`,
    on: 's.thing',
    to: 'g.role',
    privileges: 'to_json(g.privileges)',
  })}
    FROM (${changed(look)}) s,
         LATERAL (SELECT coalesce(now.role, base.role) AS role, coalesce(now.privileges, '{}') AS privileges
                    FROM (${byRole('s.acl')}) now FULL JOIN (${byRole('s.base')}) base ON base.role = now.role
                   WHERE now.privileges IS DISTINCT FROM base.privileges) g`,
};
