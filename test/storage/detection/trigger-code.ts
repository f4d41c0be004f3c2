import type { Row, Twin } from './row.ts';

// What the function of a new trigger does where a condition is met that no row of a trial meets: its text alone tells.

const before = `CREATE TABLE t (id int PRIMARY KEY, v text, n int, tags text[]); CREATE TABLE log (id int);
  CREATE FUNCTION refuses(x int) RETURNS void LANGUAGE plpgsql AS $$BEGIN IF x BETWEEN 5000 AND 6000 THEN RAISE EXCEPTION 'no'; END IF; END$$;
  CREATE FUNCTION looks(x int) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE LOG 'seen'; RETURN true; END$$;
  CREATE PROCEDURE upped(INOUT x text) LANGUAGE plpgsql AS $$BEGIN x := upper(x); END$$;
  CREATE PROCEDURE noted(x text) LANGUAGE plpgsql AS $$BEGIN NULL; END$$`;

interface Form {
  readonly does: string;
  readonly declares?: string;
  readonly first?: string;
  readonly gives?: string;
  readonly fires?: string;
}

const up = ({ does, declares = '', first = '', gives = 'NEW', fires = 'BEFORE INSERT OR UPDATE ON t FOR EACH ROW' }: Form): string =>
  `ALTER TABLE t ADD own text; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ ${declares === '' ? '' : `DECLARE ${declares}`}
   BEGIN ${first} IF NEW.n BETWEEN 5000 AND 6000 THEN ${does} END IF; RETURN ${gives}; END $$; CREATE TRIGGER f ${fires} EXECUTE FUNCTION f()`;

const warns = 'trigger-with-side-effects-added trigger public.t.f MB';
const twin = (name: string, form: Form): Twin => ({ name, up: up(form), warns });

const form = (name: string, breaks: Form, ...twins: readonly [string, Form][]): Row => ({
  name: `a new trigger’s function ${name}`,
  before,
  up: up(breaks),
  as: 'trigger-added trigger public.t.f MB',
  twins: twins.map(([what, benign]) => twin(what, benign)),
});

export const triggerCode: readonly Row[] = [
  form('sets a column in other letters', { does: "NEW.V := 'q';" }, ['it only reads it', { does: "NEW.Own := NEW.V || 'q';" }]),
  form(
    'sets a column in quotes',
    { does: `new."v" = 'q';` },
    ['it compares it', { does: "IF new.v = 'q' THEN new.own = CASE WHEN new.n = 1 THEN new.v END; END IF;" }],
    ['a comment says so', { does: "-- NEW.v := 'q'\n /* RETURN NULL; /* RAISE EXCEPTION 'no' */ */ PERFORM 1;" }],
    ['a text says so', { does: "NEW.own := 'NEW.v := 1; RAISE EXCEPTION'; RAISE NOTICE 'ASSERT';" }],
  ),
  form('selects into a column', { does: 'SELECT upper(new.v) INTO STRICT new.v;' }, [
    'it selects into a column of N',
    { does: 'SELECT upper(new.v) INTO new.own FROM log WHERE id = new.n; INSERT INTO log VALUES (new.n);' },
  ]),
  form('sets an element of an array', { does: 'new.tags[array_length(ARRAY[1], 1)] := new.v;' }, [
    'it reads one',
    { does: 'new.own := new.tags[1];' },
  ]),
  form('gives back a variable', { declares: 'r t%rowtype;', first: 'r := new;', does: "r.v := 'q';", gives: 'r' }, [
    'it has a variable',
    { declares: 'r t%rowtype;', first: 'r := new;', does: "r.v := 'q'; new.own := r.v;" },
  ]),
  form('gives back what another function makes', { does: `RETURN jsonb_populate_record(new, '{"v":"z"}');` }, [
    'it gives back what is there',
    { does: 'new.own := to_jsonb(new)::text;', gives: 'COALESCE(NEW, OLD)' },
  ]),
  form('has a procedure set a column', { does: 'CALL upped(new.v);' }, [
    'it hands it to one',
    { does: 'CALL noted(new.v); CALL upped(new.own);' },
  ]),
  form('goes through rows into a column', { does: "FOR new.v IN SELECT 'x' LOOP END LOOP;" }, [
    'it goes through rows by it',
    { does: 'FOR new.own IN SELECT new.v LOOP NULL; END LOOP; new.own := substring(new.v FROM 1 FOR new.n);' },
  ]),
  form('gets a count into a column', { does: 'GET DIAGNOSTICS new.n = ROW_COUNT;' }, [
    'it gets one into a column of N',
    { does: 'GET DIAGNOSTICS new.own = ROW_COUNT;' },
  ]),
  form(
    'writes to its table afterwards',
    { does: "UPDATE t SET own = 'z', v = 'z' WHERE id = new.id;", fires: 'AFTER INSERT ON t FOR EACH ROW' },
    ['it writes what is of N', { does: "UPDATE t SET own = 'z' WHERE v = new.v;", fires: 'AFTER INSERT ON t FOR EACH ROW' }],
    [
      'it makes a statement that puts rows elsewhere',
      { does: "EXECUTE format('INSERT INTO %I VALUES ($1)', 'log') USING new.id;", fires: 'AFTER INSERT ON t FOR EACH ROW' },
    ],
  ),
  form(
    'runs a statement that cannot be read',
    { does: "EXECUTE 'UPD' || 'ATE t SET v = NULL';", fires: 'AFTER INSERT ON t FOR EACH ROW' },
    ['it leaves out nothing before a statement', { does: 'NULL;', gives: 'NULL', fires: 'BEFORE UPDATE ON t' }],
  ),
  form('calls one that refuses', { does: '', first: 'PERFORM refuses(new.n);' }, [
    'it calls one that only says something',
    { does: '', first: 'IF looks(new.n) THEN new.own := 1; END IF;' },
  ]),
  {
    name: 'a trigger’s function calls another that refuses, as it did not',
    before: `${before}; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM looks(new.n); RETURN new; END$$; CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()`,
    up: 'CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM refuses(new.n); RETURN new; END$$',
    as: 'trigger-function-stricter function public.f() MB',
    twins: [
      {
        name: 'a comment speaks of it',
        up: 'CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM looks(new.n); -- not refuses(new.n)\n RETURN new; END$$',
        warns: 'routine-body-changed function public.f() MB',
      },
    ],
  },
  {
    name: 'what a trigger’s function calls refuses, as it did not',
    before: `${before}; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM looks(new.n); RETURN new; END$$; CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()`,
    up: "CREATE OR REPLACE FUNCTION looks(x int) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN IF x BETWEEN 5000 AND 6000 THEN RAISE 'no'; END IF; RETURN true; END$$",
    as: 'trigger-function-stricter function public.looks(integer) MB',
    twins: [
      {
        name: 'what no trigger calls does',
        up: "CREATE FUNCTION unused(x int) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END$$",
      },
    ],
  },
];
