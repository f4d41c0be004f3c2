import type { Dialect } from '../../dialect.ts';
import { comparedIn } from './comparing/comparisons.ts';
import { meeting } from './comparing/meeting.ts';
import { readLog } from './log.ts';
import { splitScript } from './script.ts';
import { readSummed } from './stat-statements.ts';
import { describeStatement } from './touches.ts';
import { columnsOf, parseCondition } from './values/condition.ts';
import { narrowed } from './values/narrowed.ts';
import { boundsOf } from './values/partition.ts';
import { holds } from './values/truth.ts';
import { typeBook } from './values.ts';

export const postgresDialect: Dialect = {
  types: typeBook,
  condition: parseCondition,
  columnsOf,
  holds,
  narrowed,
  boundsOf,
  comparedIn,
  meeting,
  split: splitScript,
  readLog,
  readSummed,
  describe: describeStatement,
};
