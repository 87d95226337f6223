-- One report for each kind and period, whatever fires and how often.
create table reports (
  kind text not null check (kind in ('daily', 'weekly', 'monthly')),
  -- The first local date of the period, in `zone`.
  period_start date not null,
  zone text not null,
  -- Whether the period was over when the figures were taken. Only a provisional report is ever computed again.
  final boolean not null,
  figures jsonb not null,
  generated_at timestamptz not null default now(),
  primary key (kind, period_start)
);
