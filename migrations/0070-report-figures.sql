-- The reports read a span of time of these too.
create index emails_created_at on emails (created_at);
create index sessions_created_at on sessions (created_at);
create index rooms_created_at on rooms (created_at);
create index products_low_stock on products (stock, id) where archived_at is null;

alter table reports
  -- The first local date after the period.
  add column period_end date;
update reports set period_end = period_start + 1;
alter table reports alter column period_end set not null;
