-- How few different waits there are, which the planner cannot know from the columns: then it counts them in parallel. Kept by
-- `analyze` alone, so no write pays for it. The expression is that of reports.job_figures.
create statistics job_waits on (width_bucket(date_part('epoch', started_at - run_at), 0, 1000000, 100000000)) from jobs;
