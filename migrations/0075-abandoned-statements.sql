-- A statement whose client has given up on it, or is gone, ends within this time instead of holding its locks and its
-- connection until it is done. Set on the role as the other limits are (0001-timeouts).
do $$
begin
  execute format('alter role %I in database %I set client_connection_check_interval = %L', current_user, current_database(), '1s');
end
$$;
