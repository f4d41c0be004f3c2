import { object, type Query } from './query.ts';

const here = `(SELECT oid FROM pg_database WHERE datname = current_database())`;

// What sessions of this database begin with, and what roles that have to do with it bring along wherever they connect to. A setting with
// a dot in its name is an application's own and may be a secret: only whether it is the same is told. Our own limit on what a trial may
// write to the disk is no part of any schema.
export const settings: Query = {
  any: `pg_db_role_setting WHERE setdatabase = ${here} OR setdatabase = 0 AND setrole <> 0`,
  sql: () => `
  SELECT ${object({
    kind: `'setting'`,
    name: `concat_ws(' of ', g.name, CASE WHEN s.setrole <> 0 THEN 'role ' || CASE WHEN s.setrole = d.datdba THEN 'OWNER' ELSE quote_ident(pg_get_userbyid(s.setrole)) END || CASE WHEN s.setdatabase <> 0 THEN ' in database' ELSE '' END ELSE 'database' END)`,
    value: `CASE WHEN g.name LIKE '%.%' THEN 'sha256:' || left(encode(sha256(convert_to(g.value, 'UTF8')), 'hex'), 16) ELSE g.value END`,
  })}
    FROM pg_database d JOIN pg_db_role_setting s ON s.setdatabase IN (d.oid, 0),
         unnest(s.setconfig) one,
         LATERAL (SELECT split_part(one, '=', 1) AS name, substr(one, strpos(one, '=') + 1) AS value) g
   WHERE d.datname = current_database()
     AND (s.setdatabase <> 0 OR s.setrole = d.datdba AND g.name <> 'temp_file_limit' OR s.setrole <> d.datdba AND s.setrole IN
           (SELECT r.refobjid FROM pg_shdepend r WHERE r.refclassid = 'pg_authid'::regclass
              AND (r.dbid = d.oid OR r.dbid = 0 AND r.classid = 'pg_database'::regclass AND r.objid = d.oid)))`,
};
