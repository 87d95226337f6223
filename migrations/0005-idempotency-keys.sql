-- The effect of a request with an Idempotency-Key, recorded in the transaction of that effect. Only successes are here.
create table idempotency_keys (
  -- Whose key it is and for which route: keys of two users never meet.
  scope text not null,
  key text not null,
  -- SHA-256 of the canonical body: the same key with another body is refused.
  fingerprint text not null,
  -- What the answer is rendered from, for the first answer and for every replay.
  snapshot jsonb not null,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);

create index idempotency_keys_created_at on idempotency_keys (created_at);
