create table orders (
  id uuid primary key,
  user_id uuid not null references users,
  state text not null check (state in (
    'pending', 'validated', 'paying', 'paid', 'payment_failed', 'shipped', 'cancelled', 'refunding', 'refunded')),
  total_cents bigint not null check (total_cents >= 0),
  currency text not null,
  -- What the payment provider takes for the charge; removed once it has been used.
  payment_token text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) with (fillfactor = 80);

create index orders_user_id on orders (user_id, id);
create index orders_created_at on orders (created_at);

create table order_items (
  order_id uuid not null references orders,
  product_id uuid not null references products,
  quantity integer not null check (quantity > 0),
  -- The price at which it was sold; the product's may change later.
  price_cents integer not null check (price_cents >= 0),
  primary key (order_id, product_id)
);

-- The audit trail: one row a change of state.
create table order_events (
  order_id uuid not null references orders,
  id bigint generated always as identity,
  from_state text,
  to_state text not null,
  actor text not null,
  detail text,
  created_at timestamptz not null default now(),
  primary key (order_id, id)
);

create table payments (
  order_id uuid primary key references orders,
  provider text not null,
  reference text not null,
  amount_cents bigint not null,
  currency text not null,
  created_at timestamptz not null default now()
);
