const HOLDER = `jsonb_build_object('id', users.id, 'name', users.name, 'role', users.role) as holder`;

/** More exchanges of one token within the grace than this were no lost answers. */
const MAX_SIBLINGS = 10;

/**
 * Opens a session, unless the password it was opened with has been changed since it was verified: the row of the user is
 * locked against a change, and a change that came first is seen.
 *
 * $1 session id; $2 user id; $3 the hash that was verified, null when no password was asked for; $4 how long it lasts, in
 * seconds; $5 user agent; $6 hash of the family and $7 of the first refresh token. Returns nothing, or one row.
 */
export const openSession = `-- sessions.open
with account as (
  select id, name, role from users where id = $2 and ($3::text is null or password_hash = $3) for share
),
opened as (
  insert into sessions (id, user_id, expires_at, user_agent, family_hash, token_hashes)
  select $1, id, now() + make_interval(secs => $4), $5, $6, array[$7::text] from account
  returning id, expires_at
)
select opened.id as "sessionId", opened.expires_at as "expiresAt", ${HOLDER}
from opened, account as users`;

/**
 * Exchanges a refresh token for the next one of its family.
 *
 * - One that was never exchanged: it is spent, and the next is the only one that may be exchanged.
 * - One that the last exchange spent, within the grace and before a successor was used: its answer was lost, so the next
 *   becomes one more successor. Whichever successor is used first spends them all.
 * - Of two exchanges at once the second waits for the first, then finds itself in the second case.
 *
 * $1 hash of the family; $2 of the token presented; $3 of the next; $4 the grace in seconds. Returns nothing, or one row.
 */
export const rotateToken = `-- sessions.rotate
update sessions
set token_hashes = case when $2 = any (token_hashes) then array[$3::text] else token_hashes || $3::text end,
    spent_hashes = case when $2 = any (token_hashes) then token_hashes else spent_hashes end,
    rotated_at = case when $2 = any (token_hashes) then now() else rotated_at end,
    last_used_at = now()
from users
where sessions.family_hash = $1 and users.id = sessions.user_id
  and sessions.revoked_at is null and sessions.expires_at > now()
  and ($2 = any (token_hashes)
       or $2 = any (spent_hashes) and rotated_at > now() - make_interval(secs => $4)
          and cardinality(token_hashes) < ${MAX_SIBLINGS})
returning sessions.id as "sessionId", sessions.expires_at as "expiresAt", ${HOLDER}`;
