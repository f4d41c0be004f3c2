import type { Connection } from '../../engine.ts';

/** Of more rows than these none is moved: it would take long. */
const mostRows = 5_000;

/** Each row is written once more, the last one first; without what that sets off. One text is undone as a whole where a table refuses. */
const turn = (table: string): string => `DO $drill$
  DECLARE one record; own text; rest bigint; loud boolean;
  BEGIN
    SELECT quote_ident(attname) INTO own FROM pg_attribute
      WHERE attrelid = '${table.replaceAll("'", "''")}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
      ORDER BY attnum LIMIT 1;
    IF own IS NULL THEN RETURN; END IF;
    SELECT count(*) INTO rest FROM (SELECT FROM ${table} LIMIT ${mostRows + 1}) few;
    IF rest > ${mostRows} THEN RETURN; END IF;
    SELECT count(*) > 0 INTO loud FROM pg_trigger WHERE tgrelid = '${table.replaceAll("'", "''")}'::regclass AND NOT tgisinternal;
    IF loud THEN ALTER TABLE ${table} DISABLE TRIGGER USER; END IF;
    FOR one IN SELECT ctid AS at, tableoid AS part FROM ${table} ORDER BY tableoid DESC, ctid DESC LOOP
      EXECUTE format('UPDATE ${table.replaceAll("'", "''").replaceAll('%', '%%')} SET %1$s = %1$s WHERE ctid = $1 AND tableoid = $2', own) USING one.at, one.part;
    END LOOP;
    IF loud THEN ALTER TABLE ${table} ENABLE TRIGGER USER; END IF;
  END $drill$`;

/** Inside of a transaction: from now on the rows of these tables come in another order to who asks for none. What cannot be moved stays. */
export const turnRows = async (connection: Connection, tables: readonly string[]): Promise<void> => {
  for (const table of tables) await connection.place({ text: turn(table) });
};
