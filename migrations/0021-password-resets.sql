-- Tokens that set a new password. Only hashes are here: a token is made while its mail is sent, and gone once it is used.
create table password_resets (
  hash text primary key,
  user_id uuid not null references users on delete cascade,
  expires_at timestamptz not null
);

create index password_resets_user_id on password_resets (user_id);
create index password_resets_expires_at on password_resets (expires_at);
