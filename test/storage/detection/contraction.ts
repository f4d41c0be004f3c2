import type { Row } from './row.ts';

const users = 'CREATE TABLE users (id integer PRIMARY KEY, mail text, email text)';
const sync = (body: string, when = 'BEFORE INSERT OR UPDATE'): string =>
  `CREATE FUNCTION sync() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN ${body} RETURN NEW; END$$; CREATE TRIGGER sync ${when} ON users FOR EACH ROW EXECUTE FUNCTION sync()`;
const bothWays = 'IF NEW.email IS NULL THEN NEW.email := NEW.mail; END IF; NEW.mail := NEW.email;';
const contract = 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); ALTER TABLE users DROP mail';
const asks = [
  'SELECT id, email FROM users WHERE id = 1',
  "INSERT INTO users (id, email) VALUES (900, 'a')",
  "UPDATE users SET email = 'b' WHERE id = 1",
  'DELETE FROM users WHERE id = 1',
];
const logged = `${users}; CREATE TABLE old_mails (id integer, mail text)`;

/** The dropping half of what takes several releases: what was captured of N-1 rules out what it has let go of, and nothing else. */
export const contraction: readonly Row[] = [
  {
    name: 'a column goes with the trigger that kept it in step, and N-1 still writes it',
    before: `${users}; ${sync(bothWays)}`,
    up: contract,
    statements: ["INSERT INTO users (id, mail) VALUES (900, 'a')", 'SELECT id, email FROM users'],
    as: 'column-dropped column public.users.mail MB',
    also: ['trigger-dropped trigger public.users.sync MB'],
    twins: [
      { name: 'N-1 asks for the new one alone', statements: asks, up: contract },
      {
        name: 'N-1 asks for the new one alone, and the trigger told which of both was changed',
        before: `${users}; ${sync("IF TG_OP = 'INSERT' THEN NEW.email := coalesce(NEW.email, NEW.mail); ELSIF NEW.mail IS DISTINCT FROM OLD.mail THEN NEW.email := NEW.mail; ELSE NEW.mail := NEW.email; END IF;")}`,
        statements: asks,
        up: contract,
      },
    ],
  },
  {
    name: 'a column goes with a trigger that did something else, too',
    before: `${users}; ${sync('NEW.email := lower(coalesce(NEW.email, NEW.mail));')}`,
    up: contract,
    statements: asks,
    as: 'trigger-dropped trigger public.users.sync MB',
    twins: [
      {
        name: 'it is set by the column alone',
        before: `${users}; ${sync('NEW.email := coalesce(NEW.email, NEW.mail);')}`,
        statements: asks,
        up: contract,
      },
    ],
  },
  {
    name: 'a column goes, and another trigger stays that speaks of it',
    before: `${users}; ${sync(bothWays)}; CREATE TRIGGER again BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync()`,
    up: 'DROP TRIGGER sync ON users; ALTER TABLE users DROP mail',
    statements: asks,
    as: 'column-dropped column public.users.mail MB',
    also: ['trigger-dropped trigger public.users.sync MB'],
    twins: [{ name: 'both go', statements: asks, up: `DROP TRIGGER again ON users; ${contract}` }],
  },
  {
    name: 'a trigger goes that leaves rows in a table that stays',
    before: `${logged}; ${sync('INSERT INTO old_mails VALUES (NEW.id, NEW.email);', 'AFTER INSERT')}`,
    up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); ALTER TABLE users DROP mail',
    statements: asks,
    as: 'trigger-dropped trigger public.users.sync MB',
    twins: [
      {
        name: 'that goes, too',
        statements: asks,
        up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); DROP TABLE old_mails',
      },
    ],
  },
  {
    name: 'a table goes with the trigger that filled it, and N-1 reads it',
    before: `${logged}; ${sync('INSERT INTO old_mails VALUES (NEW.id, NEW.email);', 'AFTER INSERT')}`,
    up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); DROP TABLE old_mails',
    statements: [...asks, 'SELECT mail FROM old_mails WHERE id = 1'],
    as: 'table-dropped table public.old_mails MB',
    twins: [{ name: 'N-1 reads another', up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); DROP TABLE old_mails', statements: asks }],
  },
];
