-- Least privileges, as three roles that nobody logs in with. Run it as the owner of the tables, after the migrations,
-- and give the roles to those who log in: GRANT data_import_runner TO my_application;
-- It may be run again, and has to be after a migration that adds a table.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['data_import_runner', 'data_import_settings', 'data_import_reader', 'data_import_webhooks'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    END IF;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA data TO data_import_runner, data_import_settings, data_import_reader, data_import_webhooks;

-- Runs passes: reads data sources with their (encrypted) secrets, and changes none of them. It notes for which address a secret is.
GRANT SELECT ON data."DataSource", data."DataSourceConfig" TO data_import_runner;
GRANT UPDATE (bound_to) ON data."DataSourceConfig" TO data_import_runner;
GRANT UPDATE (last_sync_at, looked_at, missed_since_ring, ring_week, changes_told, changes_missed) ON data."DataSource" TO data_import_runner;
-- DELETE is for `retention`; without it, a pass says so in `reason` and succeeds.
GRANT SELECT, INSERT, UPDATE, DELETE ON data."DataSourceRun" TO data_import_runner;
GRANT SELECT, INSERT, DELETE ON data."ImportLog" TO data_import_runner;
GRANT SELECT, INSERT, UPDATE ON data."ImportPartition", data."ImportLease" TO data_import_runner;
GRANT SELECT, INSERT, UPDATE ON
  -- The canonical tables, written by `npm run docs -- --generate`.
  data."Repository", data."Contributor", data."Commit", data."CommitFile", data."PullRequest", data."PullRequestCommit",
  data."PullRequestComment", data."ReviewRequest", data."PullRequestIssue", data."Review", data."Issue",
  data."Pipeline", data."PipelineRun", data."PipelineRunCommit", data."Job", data."TestSummary", data."Deployment",
  data."Release", data."QualityProject", data."QualityIssue", data."QualityMeasure"
  -- End of the canonical tables.
  TO data_import_runner;

-- Parts of another record: those that the vendor has no more are deleted, such as the stages of a build that was made anew.
GRANT DELETE ON
  data."CommitFile", data."PullRequestCommit", data."PullRequestComment", data."ReviewRequest", data."PullRequestIssue",
  data."Review", data."PipelineRunCommit", data."Job", data."TestSummary"
  TO data_import_runner;

-- What `linkRecords` writes; rules and decisions are people's.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  data."CountedRepository", data."DeploymentLink", data."CommitDeployment", data."PullRequestLink",
  data."CommitPullRequest", data."Person", data."PersonAccount", data."PersonAddress", data."PersonMerge",
  data."LinkState"
  TO data_import_runner;
GRANT SELECT ON data."ServiceRule", data."PersonDecision" TO data_import_runner;

-- Adds, changes and removes data sources, and rotates keys. Removing one takes its rows along, by foreign keys.
GRANT SELECT, INSERT, UPDATE, DELETE ON data."DataSource", data."DataSourceConfig" TO data_import_settings;
-- Says what is production of which service, and who is the same person.
GRANT SELECT, INSERT, UPDATE, DELETE ON data."ServiceRule", data."PersonDecision" TO data_import_settings;

-- Receives webhooks, and asks to look at something again: it notes that somebody asked, and reads no configuration.
GRANT SELECT ON data."DataSource", data."ImportPartition" TO data_import_webhooks;
GRANT UPDATE (requested_at, rung_at, missed_since_ring) ON data."DataSource" TO data_import_webhooks;
GRANT UPDATE (requested_at) ON data."ImportPartition" TO data_import_webhooks;

-- Reads what was imported and how far, and no configuration.
GRANT SELECT ON
  data."DataSource", data."DataSourceRun", data."ImportLog", data."ImportPartition", data."ImportLease",
  data."ServiceRule", data."CountedRepository", data."DeploymentLink", data."CommitDeployment", data."PullRequestLink",
  data."CommitPullRequest", data."Person", data."PersonAccount", data."PersonAddress", data."PersonDecision",
  data."PersonMerge", data."LinkState",
  -- The canonical tables, written by `npm run docs -- --generate`.
  data."Repository", data."Contributor", data."Commit", data."CommitFile", data."PullRequest", data."PullRequestCommit",
  data."PullRequestComment", data."ReviewRequest", data."PullRequestIssue", data."Review", data."Issue",
  data."Pipeline", data."PipelineRun", data."PipelineRunCommit", data."Job", data."TestSummary", data."Deployment",
  data."Release", data."QualityProject", data."QualityIssue", data."QualityMeasure"
  -- End of the canonical tables.
  TO data_import_reader;

-- Views over them, where they are installed (`data-import views install`). Installing them again needs this again.
DO $$
BEGIN
  IF to_regnamespace('insight') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA insight TO data_import_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA insight TO data_import_reader;
  END IF;
END
$$;

-- The command line looks which migrations were applied.
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    GRANT SELECT ON public._prisma_migrations TO data_import_runner, data_import_settings, data_import_reader;
  END IF;
END
$$;
