-- Accounts elsewhere that sign a user in, linked by that user. Issuer and subject name one for ever; an address does not.
create table identities (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 255),
  created_at timestamptz not null default now()
);

create unique index identities_subject_key on identities (issuer, subject);
create index identities_user_id on identities (user_id, id);
