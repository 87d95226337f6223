-- What an order is paid by at Stripe, kept before its money can move.
create table payment_intents (
  order_id uuid primary key references orders,
  id text not null unique,
  created_at timestamptz not null default now()
);
