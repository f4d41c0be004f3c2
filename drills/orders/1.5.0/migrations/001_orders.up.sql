CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE, -- the client's idempotency key: a repeated request makes no second order
  customer text NOT NULL,
  status text NOT NULL,
  total_cents integer NOT NULL,
  items jsonb NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now()
);
