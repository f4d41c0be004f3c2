// What can be done with an order, and how it is kept. Contract: contracts/orders/1.6.0.yaml
import { must, Problem } from './problem.js';

// What can happen next to an order, by its status. Large orders are new on hold, until somebody releases them.
const lifecycle = {
  on_hold: { next: ['release', 'cancel'] },
  placed: { next: ['ship', 'cancel'] },
  shipped: { next: [] },
  cancelled: { next: [] },
};
const becomes = { release: 'placed', ship: 'shipped', cancel: 'cancelled' };

// Columns are named one by one, here and in INSERT: a column that a later version adds does no harm.
// Rows of older versions have no total yet.
const columns = `id, key, customer, status, coalesce((total * 100)::integer, total_cents) AS "totalCents", currency, items, note,
  placed_at AS "placedAt"`;
const present = ({ note, ...row }) => ({ ...row, ...(note !== null && { note }), next: lifecycle[row.status].next });

const isName = (value) => typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value);
const isWhole = (value, from, to) => Number.isInteger(value) && value >= from && value <= to;
const mustBeName = (value, what) => must(isName(value), `${what} must be 1 to 100 letters, digits or any of _ . : -`);

/** The order that a request's body describes; members that we do not know are ignored. */
const orderOf = (body) => {
  mustBeName(body?.customer, 'customer');
  must(Array.isArray(body.items) && isWhole(body.items.length, 1, 20), 'items must be a list of 1 to 20');
  const items = body.items.map((item) => {
    mustBeName(item?.sku, 'sku');
    must(isWhole(item.quantity, 1, 100), 'quantity must be a whole number from 1 to 100');
    must(isWhole(item.priceCents, 0, 1_000_000), 'priceCents must be a whole number from 0 to 1000000');
    return { sku: item.sku, quantity: item.quantity, priceCents: item.priceCents };
  });
  // New here and optional. A text of PostgreSQL holds neither NUL nor half a surrogate pair.
  const { note } = body;
  must(
    note === undefined || (typeof note === 'string' && /^[^\0\p{Cs}]{1,500}$/u.test(note)),
    'note must be a text of 1 to 500 characters',
  );
  const { currency } = body;
  must(currency === undefined || (typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)), 'currency must be three capital letters');
  // At most 20 * 100 * 1000000, which a PostgreSQL integer holds.
  const totalCents = items.reduce((sum, item) => sum + item.quantity * item.priceCents, 0);
  return { customer: body.customer, currency, items, note, totalCents };
};

export const ordersApi = ({ query, config, version }) => {
  /** While we are rolled out, older instances read what we write: every instance says its version to the database. */
  const isOlderServing = async () => {
    const [others] = await query(
      `SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'orders/%' AND application_name <> $1`,
      [`orders/${version}`],
    );
    return others.count > 0;
  };

  const one = async (id) => {
    const [row] = await query(`SELECT ${columns} FROM orders WHERE id = $1`, [id]);
    if (!row) throw new Problem(404, `there is no order ${id}`);
    return row;
  };

  /** Places an order, once for each key: the same key again is answered with the order that is there. */
  const place = async ({ headers, json }) => {
    const key = headers['idempotency-key'];
    mustBeName(key, 'the header idempotency-key');
    const { customer, currency = config.currency, items, note, totalCents } = orderOf(await json());
    const older = await isOlderServing();
    const status = totalCents > config.holdAboveCents && !older ? 'on_hold' : 'placed';
    const [placed] = await query(
      `INSERT INTO orders (key, customer, status, total, currency, total_cents, items, note)
       VALUES ($1, $2, $3, $4::numeric / 100, $5, $6, $7, $8)
       ON CONFLICT (key) DO NOTHING RETURNING ${columns}`,
      [key, customer, status, totalCents, currency, older ? totalCents : null, JSON.stringify(items), note],
    );
    if (placed) return [201, present(placed)];
    const [earlier] = await query(`SELECT ${columns} FROM orders WHERE key = $1`, [key]);
    if (!earlier) throw new Problem(409, 'the order of this key is being deleted');
    return [200, present(earlier)];
  };

  const list = async ({ search }) => {
    const [key, customer, limit] = ['key', 'customer', 'limit'].map((parameter) => search.get(parameter));
    if (key !== null) mustBeName(key, 'key');
    if (customer !== null) mustBeName(customer, 'customer');
    must(limit === null || (/^\d{1,3}$/.test(limit) && isWhole(Number(limit), 1, 100)), 'limit must be a whole number from 1 to 100');
    const rows = await query(
      `SELECT ${columns} FROM orders WHERE ($1::text IS NULL OR key = $1) AND ($2::text IS NULL OR customer = $2)
       ORDER BY id DESC LIMIT $3`,
      [key, customer, limit ?? config.listLimit],
    );
    return [200, { items: rows.map(present) }];
  };

  /** Ships or cancels; doing so again changes nothing and is no error. */
  const advance = async ({ id, action }) => {
    const from = Object.keys(lifecycle).filter((status) => status === becomes[action] || lifecycle[status].next.includes(action));
    const [moved] = await query(
      `WITH moved AS (UPDATE orders SET status = $2 WHERE id = $1 AND status = ANY($3) RETURNING *),
            noted AS (INSERT INTO order_events (order_id, status) SELECT id, status FROM moved)
       SELECT ${columns} FROM moved`,
      [id, becomes[action], from],
    );
    if (moved) return [200, present(moved)];
    throw new Problem(409, `order ${id} is ${(await one(id)).status}: cannot ${action} it`);
  };

  const erase = async ({ id }) => {
    const [gone] = await query('DELETE FROM orders WHERE id = $1 RETURNING id', [id]);
    if (!gone) throw new Problem(404, `there is no order ${id}`);
    return [204];
  };

  /** What happened to an order since 1.5.0: earlier versions do not write it down. */
  const history = async ({ id }) => {
    await one(id);
    return [200, { items: await query('SELECT status, at FROM order_events WHERE order_id = $1 ORDER BY id', [id]) }];
  };

  return [
    ['POST', /^\/orders$/, place],
    ['GET', /^\/orders$/, list],
    ['GET', /^\/orders\/(?<id>\d{1,9})$/, async ({ id }) => [200, present(await one(id))]],
    ['DELETE', /^\/orders\/(?<id>\d{1,9})$/, erase],
    ['GET', /^\/orders\/(?<id>\d{1,9})\/history$/, history],
    ['POST', /^\/orders\/(?<id>\d{1,9})\/(?<action>release|ship|cancel)$/, advance],
  ];
};
