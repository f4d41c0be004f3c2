-- Nullable and without a default: 1.4.0, which does not know it, goes on inserting and reading as before.
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_customer ON orders (customer, id DESC);
