-- Every change of stock that no order made: deliveries, losses, counts.
create table stock_adjustments (
  id uuid primary key,
  product_id uuid not null references products,
  delta integer not null check (delta <> 0),
  reason text not null check (length(reason) between 1 and 500),
  -- What was left afterwards.
  stock integer not null check (stock >= 0),
  adjusted_by uuid references users on delete set null,
  created_at timestamptz not null default now()
);

create index stock_adjustments_product_id on stock_adjustments (product_id, id);
-- For the deletion of a user.
create index stock_adjustments_adjusted_by on stock_adjustments (adjusted_by);
