DROP INDEX orders_customer;
ALTER TABLE orders DROP COLUMN note;
