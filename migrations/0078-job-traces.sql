-- The W3C traceparent of what made the job, so that its attempts and what follows from them belong to the same trace. Written
-- once, like the payload.
alter table job_payloads add column traceparent text;
