-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "data";

-- CreateEnum
CREATE TYPE "data"."DataSourceRunStatus" AS ENUM ('RUNNING', 'COMPLETED', 'PARTIAL', 'FAILED', 'SKIPPED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "data"."ImportLogLevel" AS ENUM ('DEBUG', 'INFO', 'WARN', 'ERROR');

-- CreateEnum
CREATE TYPE "data"."ImportPartitionStatus" AS ENUM ('INCOMPLETE', 'COMPLETE', 'FAILED', 'SKIPPED');

-- CreateTable
CREATE TABLE "data"."Repository" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "description" TEXT,
    "url" TEXT,
    "language" TEXT,
    "stars" INTEGER,
    "forks" INTEGER,
    "is_private" BOOLEAN,
    "is_fork" BOOLEAN,
    "is_archived" BOOLEAN,
    "default_branch" TEXT,
    "head_sha" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "pushed_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "last_sync_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."Contributor" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "login" TEXT,
    "name" TEXT,
    "email" TEXT,
    "is_bot" BOOLEAN,
    "url" TEXT,
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Contributor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."Commit" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "sha" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "author_id" TEXT,
    "author_name" TEXT,
    "author_email" TEXT,
    "committer_id" TEXT,
    "committer_name" TEXT,
    "committer_email" TEXT,
    "authored_at" TIMESTAMPTZ(3),
    "committed_at" TIMESTAMPTZ(3),
    "lines_added" INTEGER,
    "lines_removed" INTEGER,
    "files_changed" INTEGER,
    "is_merge" BOOLEAN,
    "parent_shas" TEXT[],
    "url" TEXT,
    "unreachable_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Commit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PullRequest" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT,
    "state" TEXT NOT NULL,
    "original_state" TEXT,
    "is_draft" BOOLEAN,
    "author_id" TEXT,
    "author_name" TEXT,
    "merged_by_id" TEXT,
    "head_ref" TEXT,
    "base_ref" TEXT,
    "head_sha" TEXT,
    "merge_sha" TEXT,
    "additions" INTEGER,
    "deletions" INTEGER,
    "changed_files" INTEGER,
    "commits_count" INTEGER,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "merged_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "PullRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."Review" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pull_request_id" TEXT NOT NULL,
    "reviewer_id" TEXT,
    "reviewer_name" TEXT,
    "state" TEXT NOT NULL,
    "original_state" TEXT,
    "body" TEXT,
    "commit_sha" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "url" TEXT,
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."Issue" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT,
    "state" TEXT NOT NULL,
    "original_state" TEXT,
    "state_reason" TEXT,
    "author_id" TEXT,
    "author_name" TEXT,
    "labels" TEXT[],
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PipelineRun" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT,
    "name" TEXT,
    "number" INTEGER,
    "attempt" INTEGER,
    "status" TEXT NOT NULL,
    "original_status" TEXT,
    "result" TEXT,
    "original_result" TEXT,
    "sha" TEXT,
    "ref" TEXT,
    "trigger" TEXT,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "duration_ms" BIGINT,
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "PipelineRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."Job" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pipeline_run_id" TEXT NOT NULL,
    "name" TEXT,
    "stage" TEXT,
    "attempt" INTEGER,
    "status" TEXT NOT NULL,
    "original_status" TEXT,
    "result" TEXT,
    "original_result" TEXT,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "duration_ms" BIGINT,
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."Deployment" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT,
    "environment" TEXT,
    "status" TEXT NOT NULL,
    "original_status" TEXT,
    "result" TEXT,
    "sha" TEXT,
    "ref" TEXT,
    "creator_id" TEXT,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."QualityMeasure" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT,
    "project_key" TEXT NOT NULL,
    "branch" TEXT,
    "analysis_key" TEXT,
    "analysed_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" TEXT,
    "metric" TEXT NOT NULL,
    "value" DOUBLE PRECISION,
    "text_value" TEXT,
    "is_new_code" BOOLEAN,
    "gate_status" TEXT,
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "QualityMeasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."DataSource" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "sync_interval_minutes" INTEGER,
    "last_sync_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DataSource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."DataSourceConfig" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "is_secret" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "DataSourceConfig_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."DataSourceRun" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "status" "data"."DataSourceRunStatus" NOT NULL,
    "script_name" TEXT,
    "recordsImported" INTEGER NOT NULL DEFAULT 0,
    "recordsFailed" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "error_message" TEXT,
    "last_fetched_data_at" TIMESTAMPTZ(3),
    "pass_id" TEXT,
    "fencing_token" BIGINT,
    "window_start" TIMESTAMPTZ(3),
    "window_end" TIMESTAMPTZ(3),

    CONSTRAINT "DataSourceRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."ImportLog" (
    "id" TEXT NOT NULL,
    "data_source_run_id" TEXT NOT NULL,
    "level" "data"."ImportLogLevel" NOT NULL,
    "message" TEXT NOT NULL,
    "details" TEXT,
    "record_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImportLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."ImportPartition" (
    "data_source_id" TEXT NOT NULL,
    "script_name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT,
    "status" "data"."ImportPartitionStatus" NOT NULL,
    "reason" TEXT,
    "watermark" TIMESTAMPTZ(3),
    "cursor" JSONB,
    "state" JSONB,
    "window_start" TIMESTAMPTZ(3),
    "window_end" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "records_imported" BIGINT NOT NULL DEFAULT 0,
    "records_failed" BIGINT NOT NULL DEFAULT 0,
    "last_run_id" TEXT,
    "fencing_token" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImportPartition_pkey" PRIMARY KEY ("data_source_id","script_name","key")
);

-- CreateTable
CREATE TABLE "data"."ImportLease" (
    "name" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "holder" TEXT,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImportLease_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "Repository_data_source_id_full_name_idx" ON "data"."Repository"("data_source_id", "full_name");

-- CreateIndex
CREATE UNIQUE INDEX "Repository_data_source_id_external_id_key" ON "data"."Repository"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Contributor_email_idx" ON "data"."Contributor"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Contributor_data_source_id_external_id_key" ON "data"."Contributor"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Commit_repository_id_committed_at_idx" ON "data"."Commit"("repository_id", "committed_at");

-- CreateIndex
CREATE INDEX "Commit_author_id_idx" ON "data"."Commit"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "Commit_data_source_id_external_id_key" ON "data"."Commit"("data_source_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "Commit_repository_id_sha_key" ON "data"."Commit"("repository_id", "sha");

-- CreateIndex
CREATE INDEX "PullRequest_repository_id_number_idx" ON "data"."PullRequest"("repository_id", "number");

-- CreateIndex
CREATE INDEX "PullRequest_repository_id_updated_at_idx" ON "data"."PullRequest"("repository_id", "updated_at");

-- CreateIndex
CREATE INDEX "PullRequest_author_id_idx" ON "data"."PullRequest"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "PullRequest_data_source_id_external_id_key" ON "data"."PullRequest"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Review_pull_request_id_idx" ON "data"."Review"("pull_request_id");

-- CreateIndex
CREATE INDEX "Review_reviewer_id_idx" ON "data"."Review"("reviewer_id");

-- CreateIndex
CREATE UNIQUE INDEX "Review_data_source_id_external_id_key" ON "data"."Review"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Issue_repository_id_number_idx" ON "data"."Issue"("repository_id", "number");

-- CreateIndex
CREATE INDEX "Issue_repository_id_updated_at_idx" ON "data"."Issue"("repository_id", "updated_at");

-- CreateIndex
CREATE INDEX "Issue_author_id_idx" ON "data"."Issue"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "Issue_data_source_id_external_id_key" ON "data"."Issue"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "PipelineRun_repository_id_created_at_idx" ON "data"."PipelineRun"("repository_id", "created_at");

-- CreateIndex
CREATE INDEX "PipelineRun_sha_idx" ON "data"."PipelineRun"("sha");

-- CreateIndex
CREATE UNIQUE INDEX "PipelineRun_data_source_id_external_id_key" ON "data"."PipelineRun"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Job_pipeline_run_id_idx" ON "data"."Job"("pipeline_run_id");

-- CreateIndex
CREATE UNIQUE INDEX "Job_data_source_id_external_id_key" ON "data"."Job"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Deployment_repository_id_created_at_idx" ON "data"."Deployment"("repository_id", "created_at");

-- CreateIndex
CREATE INDEX "Deployment_sha_idx" ON "data"."Deployment"("sha");

-- CreateIndex
CREATE UNIQUE INDEX "Deployment_data_source_id_external_id_key" ON "data"."Deployment"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "QualityMeasure_project_key_metric_analysed_at_idx" ON "data"."QualityMeasure"("project_key", "metric", "analysed_at");

-- CreateIndex
CREATE INDEX "QualityMeasure_repository_id_idx" ON "data"."QualityMeasure"("repository_id");

-- CreateIndex
CREATE UNIQUE INDEX "QualityMeasure_data_source_id_external_id_key" ON "data"."QualityMeasure"("data_source_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "DataSource_organization_id_name_key" ON "data"."DataSource"("organization_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "DataSourceConfig_data_source_id_key_key" ON "data"."DataSourceConfig"("data_source_id", "key");

-- CreateIndex
CREATE INDEX "DataSourceRun_data_source_id_script_name_status_completed_a_idx" ON "data"."DataSourceRun"("data_source_id", "script_name", "status", "completed_at" DESC);

-- CreateIndex
CREATE INDEX "DataSourceRun_started_at_idx" ON "data"."DataSourceRun"("started_at" DESC);

-- CreateIndex
CREATE INDEX "DataSourceRun_pass_id_idx" ON "data"."DataSourceRun"("pass_id");

-- CreateIndex
CREATE INDEX "DataSourceRun_status_idx" ON "data"."DataSourceRun"("status");

-- CreateIndex
CREATE INDEX "ImportLog_data_source_run_id_created_at_idx" ON "data"."ImportLog"("data_source_run_id", "created_at");

-- AddForeignKey
ALTER TABLE "data"."Repository" ADD CONSTRAINT "Repository_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Contributor" ADD CONSTRAINT "Contributor_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Commit" ADD CONSTRAINT "Commit_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Commit" ADD CONSTRAINT "Commit_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequest" ADD CONSTRAINT "PullRequest_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequest" ADD CONSTRAINT "PullRequest_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Review" ADD CONSTRAINT "Review_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Review" ADD CONSTRAINT "Review_pull_request_id_fkey" FOREIGN KEY ("pull_request_id") REFERENCES "data"."PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Issue" ADD CONSTRAINT "Issue_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Issue" ADD CONSTRAINT "Issue_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PipelineRun" ADD CONSTRAINT "PipelineRun_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PipelineRun" ADD CONSTRAINT "PipelineRun_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Job" ADD CONSTRAINT "Job_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Job" ADD CONSTRAINT "Job_pipeline_run_id_fkey" FOREIGN KEY ("pipeline_run_id") REFERENCES "data"."PipelineRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Deployment" ADD CONSTRAINT "Deployment_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Deployment" ADD CONSTRAINT "Deployment_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityMeasure" ADD CONSTRAINT "QualityMeasure_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityMeasure" ADD CONSTRAINT "QualityMeasure_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."DataSourceConfig" ADD CONSTRAINT "DataSourceConfig_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."DataSourceRun" ADD CONSTRAINT "DataSourceRun_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."ImportLog" ADD CONSTRAINT "ImportLog_data_source_run_id_fkey" FOREIGN KEY ("data_source_run_id") REFERENCES "data"."DataSourceRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."ImportPartition" ADD CONSTRAINT "ImportPartition_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;
