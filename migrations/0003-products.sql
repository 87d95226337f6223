create table products (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  price_cents integer not null check (price_cents >= 0),
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  stock integer not null check (stock >= 0),
  version integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
)
-- Room on each page for the next version of a row: taking stock then stays a heap-only update, which touches no index.
with (fillfactor = 70);

create index products_listed on products (id) where archived_at is null;
