-- A connection lasts two hours. Its client is told once, ten minutes before.
alter table connections add column told_at timestamptz;

create index connections_untold on connections (connected_at) where told_at is null;
