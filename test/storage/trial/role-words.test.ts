import { describe, expect, it } from 'vitest';
import { mayMakeRoles } from '../../../src/storage/trial/role-words.ts';

describe('what may make a role of the server, or have one made', () => {
  it.each<[string, boolean]>([
    ['CREATE ROLE app', true],
    ['alter\n  user app WITH PASSWORD NULL', true],
    ['GRANT SELECT ON t TO app', true],
    ['REVOKE ALL ON t FROM app', true],
    ['ALTER TABLE t OWNER TO app', true],
    ['CREATE SCHEMA s AUTHORIZATION app', true],
    ['CREATE POLICY p ON t TO app USING (true)', true],
    ['DROP OWNED BY app', true],
    ['SET LOCAL ROLE app', true],
    ["SELECT 'app'::regrole", true],
    ["SELECT has_table_privilege('app', 't', 'SELECT')", true],
    ["DO $$ BEGIN EXECUTE 'CREATE ROLE app'; END $$", true],
    ['CREATE TABLE users (id int, role text, owner text)', false],
    ['ALTER SEQUENCE s OWNED BY t.id', false],
    ["INSERT INTO roles VALUES ('Owner', 'Users with this role own it')", false],
    ['ALTER TABLE t DROP COLUMN role', false],
  ])('%s', (text, may) => expect(mayMakeRoles(['SELECT 1', text])).toBe(may));
});
