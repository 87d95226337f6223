-- Any part of a name or an address, whatever its case. The extension is a trusted one: the owner of a database may create it.
create extension if not exists pg_trgm;

create index users_search on users using gin (name gin_trgm_ops, email gin_trgm_ops);
