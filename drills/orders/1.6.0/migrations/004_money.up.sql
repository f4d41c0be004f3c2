-- Money becomes an amount with a currency. total_cents stays for as long as an older version serves beside this one.
ALTER TABLE orders
  ADD COLUMN total numeric(12, 2),
  ADD COLUMN currency text NOT NULL DEFAULT 'EUR',
  ALTER COLUMN total_cents DROP NOT NULL;
UPDATE orders SET total = total_cents / 100.0;
