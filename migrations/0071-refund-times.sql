-- The reports count what was given back in a span of time.
create index payments_refunded_at on payments (refunded_at) where refunded_at is not null;
