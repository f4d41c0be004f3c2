// What can be done with an order, and how it is kept. Contract: contracts/orders/1.5.0.yaml
import { must, Problem } from './problem.js';

// What can happen next to an order, by its status.
const lifecycle = { placed: { next: ['ship', 'cancel'] }, shipped: { next: [] }, cancelled: { next: [] } };
const becomes = { ship: 'shipped', cancel: 'cancelled' };

// Columns are named one by one, here and in INSERT: a column that a later version adds does no harm.
const columns = 'id, key, customer, status, total_cents AS "totalCents", items, note, placed_at AS "placedAt"';
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
  // At most 20 * 100 * 1000000, which a PostgreSQL integer holds.
  return { customer: body.customer, items, note, totalCents: items.reduce((sum, item) => sum + item.quantity * item.priceCents, 0) };
};

export const ordersApi = ({ query, config }) => {
  const one = async (id) => {
    const [row] = await query(`SELECT ${columns} FROM orders WHERE id = $1`, [id]);
    if (!row) throw new Problem(404, `there is no order ${id}`);
    return row;
  };

  /** Places an order, once for each key: the same key again is answered with the order that is there. */
  const place = async ({ headers, json }) => {
    const key = headers['idempotency-key'];
    mustBeName(key, 'the header idempotency-key');
    const { customer, items, note, totalCents } = orderOf(await json());
    const [placed] = await query(
      `INSERT INTO orders (key, customer, status, total_cents, items, note) VALUES ($1, $2, 'placed', $3, $4, $5)
       ON CONFLICT (key) DO NOTHING RETURNING ${columns}`,
      [key, customer, totalCents, JSON.stringify(items), note],
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
    ['POST', /^\/orders\/(?<id>\d{1,9})\/(?<action>ship|cancel)$/, advance],
  ];
};
