ALTER TABLE orders
  DROP COLUMN total,
  DROP COLUMN currency;
