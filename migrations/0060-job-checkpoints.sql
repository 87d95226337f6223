-- How far a long job has come, in its own words: where the next attempt goes on.
alter table job_payloads add column checkpoint jsonb;
