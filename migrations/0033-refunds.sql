-- A payment is given back as a whole, once.
alter table payments
  add column refunded_at timestamptz,
  add column refund_reference text,
  add check ((refunded_at is null) = (refund_reference is null));
