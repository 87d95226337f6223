-- Server-side limits of every session of this role. They are set on the role because PgBouncer refuses them as
-- start-up parameters. New connections take them; a migration lifts them for itself.
do $$
begin
  execute format('alter role %I in database %I set statement_timeout = %L', current_user, current_database(), '30s');
  -- A twin of a request in flight waits this long for the first one's locks, then is told to try again.
  execute format('alter role %I in database %I set lock_timeout = %L', current_user, current_database(), '2s');
  -- A function frozen in mid-transaction gives its locks back.
  execute format('alter role %I in database %I set idle_in_transaction_session_timeout = %L', current_user, current_database(), '10s');
end
$$;
