-- AlterTable
ALTER TABLE "data"."Commit" DROP COLUMN "raw";

-- AlterTable
ALTER TABLE "data"."Contributor" DROP COLUMN "raw";

-- AlterTable
ALTER TABLE "data"."Deployment" DROP COLUMN "raw",
ADD COLUMN     "duration_ms" BIGINT,
ADD COLUMN     "environment_tier" TEXT,
ADD COLUMN     "job_id" TEXT,
ADD COLUMN     "original_result" TEXT,
ADD COLUMN     "pipeline_run_id" TEXT,
ALTER COLUMN "status" DROP NOT NULL;

-- AlterTable
ALTER TABLE "data"."Issue" DROP COLUMN "raw",
ADD COLUMN     "assignee_ids" TEXT[],
ADD COLUMN     "type" TEXT;

-- AlterTable
ALTER TABLE "data"."Job" DROP COLUMN "raw",
ADD COLUMN     "allow_failure" BOOLEAN,
ADD COLUMN     "is_retried" BOOLEAN,
ADD COLUMN     "kind" TEXT,
ADD COLUMN     "number" INTEGER,
ADD COLUMN     "queued_ms" BIGINT,
ALTER COLUMN "status" DROP NOT NULL;

-- AlterTable
ALTER TABLE "data"."PipelineRun" DROP COLUMN "raw",
ADD COLUMN     "parent_run_id" TEXT,
ADD COLUMN     "pipeline_id" TEXT,
ADD COLUMN     "queued_ms" BIGINT,
ADD COLUMN     "triggered_by_id" TEXT,
ALTER COLUMN "status" DROP NOT NULL;

-- AlterTable
ALTER TABLE "data"."PullRequest" DROP COLUMN "raw",
ADD COLUMN     "head_remote_key" TEXT,
ADD COLUMN     "labels" TEXT[],
ADD COLUMN     "merged_by_name" TEXT,
ADD COLUMN     "ready_at" TIMESTAMPTZ(3),
ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "data"."QualityMeasure" DROP COLUMN "raw",
ADD COLUMN     "quality_project_id" TEXT;

-- AlterTable
ALTER TABLE "data"."Release" DROP COLUMN "raw",
ADD COLUMN     "sha" TEXT;

-- AlterTable
ALTER TABLE "data"."Repository" DROP COLUMN "raw",
ADD COLUMN     "remote_key" TEXT;

-- AlterTable
ALTER TABLE "data"."Review" DROP COLUMN "raw",
ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "data"."CommitFile" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "commit_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "lines_added" INTEGER,
    "lines_removed" INTEGER,
    "renamed_from" TEXT,
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "CommitFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PullRequestCommit" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pull_request_id" TEXT NOT NULL,
    "sha" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "authored_at" TIMESTAMPTZ(3),
    "committed_at" TIMESTAMPTZ(3),
    "author_id" TEXT,
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "PullRequestCommit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PullRequestComment" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pull_request_id" TEXT NOT NULL,
    "review_id" TEXT,
    "author_id" TEXT,
    "author_name" TEXT,
    "path" TEXT,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "PullRequestComment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."ReviewRequest" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pull_request_id" TEXT NOT NULL,
    "reviewer_id" TEXT,
    "reviewer_name" TEXT,
    "requested_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PullRequestIssue" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pull_request_id" TEXT NOT NULL,
    "issue_id" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "closes" BOOLEAN,
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "PullRequestIssue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."Pipeline" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT,
    "name" TEXT,
    "full_name" TEXT,
    "url" TEXT,
    "remote_key" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "Pipeline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PipelineRunCommit" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pipeline_run_id" TEXT NOT NULL,
    "sha" TEXT NOT NULL,
    "ref" TEXT,
    "remote_key" TEXT,
    "is_primary" BOOLEAN,
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "PipelineRunCommit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."TestSummary" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "pipeline_run_id" TEXT NOT NULL,
    "job_id" TEXT,
    "name" TEXT,
    "total" INTEGER,
    "passed" INTEGER,
    "failed" INTEGER,
    "skipped" INTEGER,
    "duration_ms" BIGINT,
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "TestSummary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."QualityProject" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT,
    "project_key" TEXT NOT NULL,
    "name" TEXT,
    "url" TEXT,
    "remote_key" TEXT,
    "is_private" BOOLEAN,
    "created_at" TIMESTAMPTZ(3),
    "analysed_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "QualityProject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."QualityIssue" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "quality_project_id" TEXT NOT NULL,
    "branch" TEXT,
    "rule" TEXT,
    "type" TEXT,
    "severity" TEXT,
    "state" TEXT,
    "original_state" TEXT,
    "resolution" TEXT,
    "message" TEXT,
    "path" TEXT,
    "line" INTEGER,
    "assignee_id" TEXT,
    "author_id" TEXT,
    "author_name" TEXT,
    "effort_minutes" INTEGER,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "QualityIssue_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CommitFile_commit_id_idx" ON "data"."CommitFile"("commit_id");

-- CreateIndex
CREATE UNIQUE INDEX "CommitFile_data_source_id_external_id_key" ON "data"."CommitFile"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "PullRequestCommit_pull_request_id_position_idx" ON "data"."PullRequestCommit"("pull_request_id", "position");

-- CreateIndex
CREATE INDEX "PullRequestCommit_sha_idx" ON "data"."PullRequestCommit"("sha");

-- CreateIndex
CREATE UNIQUE INDEX "PullRequestCommit_data_source_id_external_id_key" ON "data"."PullRequestCommit"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "PullRequestComment_pull_request_id_created_at_idx" ON "data"."PullRequestComment"("pull_request_id", "created_at");

-- CreateIndex
CREATE INDEX "PullRequestComment_author_id_idx" ON "data"."PullRequestComment"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "PullRequestComment_data_source_id_external_id_key" ON "data"."PullRequestComment"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "ReviewRequest_pull_request_id_idx" ON "data"."ReviewRequest"("pull_request_id");

-- CreateIndex
CREATE INDEX "ReviewRequest_reviewer_id_idx" ON "data"."ReviewRequest"("reviewer_id");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewRequest_data_source_id_external_id_key" ON "data"."ReviewRequest"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "PullRequestIssue_pull_request_id_idx" ON "data"."PullRequestIssue"("pull_request_id");

-- CreateIndex
CREATE INDEX "PullRequestIssue_issue_id_idx" ON "data"."PullRequestIssue"("issue_id");

-- CreateIndex
CREATE UNIQUE INDEX "PullRequestIssue_data_source_id_external_id_key" ON "data"."PullRequestIssue"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Pipeline_repository_id_idx" ON "data"."Pipeline"("repository_id");

-- CreateIndex
CREATE INDEX "Pipeline_remote_key_idx" ON "data"."Pipeline"("remote_key");

-- CreateIndex
CREATE UNIQUE INDEX "Pipeline_data_source_id_external_id_key" ON "data"."Pipeline"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "PipelineRunCommit_pipeline_run_id_idx" ON "data"."PipelineRunCommit"("pipeline_run_id");

-- CreateIndex
CREATE INDEX "PipelineRunCommit_sha_idx" ON "data"."PipelineRunCommit"("sha");

-- CreateIndex
CREATE INDEX "PipelineRunCommit_remote_key_idx" ON "data"."PipelineRunCommit"("remote_key");

-- CreateIndex
CREATE UNIQUE INDEX "PipelineRunCommit_data_source_id_external_id_key" ON "data"."PipelineRunCommit"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "TestSummary_pipeline_run_id_idx" ON "data"."TestSummary"("pipeline_run_id");

-- CreateIndex
CREATE INDEX "TestSummary_job_id_idx" ON "data"."TestSummary"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "TestSummary_data_source_id_external_id_key" ON "data"."TestSummary"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "QualityProject_repository_id_idx" ON "data"."QualityProject"("repository_id");

-- CreateIndex
CREATE INDEX "QualityProject_remote_key_idx" ON "data"."QualityProject"("remote_key");

-- CreateIndex
CREATE UNIQUE INDEX "QualityProject_data_source_id_external_id_key" ON "data"."QualityProject"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "QualityIssue_quality_project_id_state_idx" ON "data"."QualityIssue"("quality_project_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "QualityIssue_data_source_id_external_id_key" ON "data"."QualityIssue"("data_source_id", "external_id");

-- CreateIndex
CREATE INDEX "Commit_sha_idx" ON "data"."Commit"("sha");

-- CreateIndex
CREATE INDEX "Deployment_pipeline_run_id_idx" ON "data"."Deployment"("pipeline_run_id");

-- CreateIndex
CREATE INDEX "PipelineRun_pipeline_id_created_at_idx" ON "data"."PipelineRun"("pipeline_id", "created_at");

-- CreateIndex
CREATE INDEX "QualityMeasure_quality_project_id_idx" ON "data"."QualityMeasure"("quality_project_id");

-- CreateIndex
CREATE INDEX "Release_sha_idx" ON "data"."Release"("sha");

-- CreateIndex
CREATE INDEX "Repository_remote_key_idx" ON "data"."Repository"("remote_key");

-- AddForeignKey
ALTER TABLE "data"."CommitFile" ADD CONSTRAINT "CommitFile_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."CommitFile" ADD CONSTRAINT "CommitFile_commit_id_fkey" FOREIGN KEY ("commit_id") REFERENCES "data"."Commit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequestCommit" ADD CONSTRAINT "PullRequestCommit_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequestCommit" ADD CONSTRAINT "PullRequestCommit_pull_request_id_fkey" FOREIGN KEY ("pull_request_id") REFERENCES "data"."PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequestComment" ADD CONSTRAINT "PullRequestComment_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequestComment" ADD CONSTRAINT "PullRequestComment_pull_request_id_fkey" FOREIGN KEY ("pull_request_id") REFERENCES "data"."PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."ReviewRequest" ADD CONSTRAINT "ReviewRequest_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."ReviewRequest" ADD CONSTRAINT "ReviewRequest_pull_request_id_fkey" FOREIGN KEY ("pull_request_id") REFERENCES "data"."PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequestIssue" ADD CONSTRAINT "PullRequestIssue_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PullRequestIssue" ADD CONSTRAINT "PullRequestIssue_pull_request_id_fkey" FOREIGN KEY ("pull_request_id") REFERENCES "data"."PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Pipeline" ADD CONSTRAINT "Pipeline_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Pipeline" ADD CONSTRAINT "Pipeline_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PipelineRun" ADD CONSTRAINT "PipelineRun_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "data"."Pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PipelineRunCommit" ADD CONSTRAINT "PipelineRunCommit_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PipelineRunCommit" ADD CONSTRAINT "PipelineRunCommit_pipeline_run_id_fkey" FOREIGN KEY ("pipeline_run_id") REFERENCES "data"."PipelineRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."TestSummary" ADD CONSTRAINT "TestSummary_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."TestSummary" ADD CONSTRAINT "TestSummary_pipeline_run_id_fkey" FOREIGN KEY ("pipeline_run_id") REFERENCES "data"."PipelineRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."TestSummary" ADD CONSTRAINT "TestSummary_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "data"."Job"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityProject" ADD CONSTRAINT "QualityProject_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityProject" ADD CONSTRAINT "QualityProject_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityIssue" ADD CONSTRAINT "QualityIssue_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityIssue" ADD CONSTRAINT "QualityIssue_quality_project_id_fkey" FOREIGN KEY ("quality_project_id") REFERENCES "data"."QualityProject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityMeasure" ADD CONSTRAINT "QualityMeasure_quality_project_id_fkey" FOREIGN KEY ("quality_project_id") REFERENCES "data"."QualityProject"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- WAITING is a status from here on, never a result: a run that waits for somebody has not ended.
UPDATE "data"."PipelineRun" SET "status" = 'WAITING', "result" = NULL, "finished_at" = NULL, "duration_ms" = NULL WHERE "result" = 'WAITING';
UPDATE "data"."Job" SET "status" = 'WAITING', "result" = NULL, "finished_at" = NULL, "duration_ms" = NULL WHERE "result" = 'WAITING';
