-- CreateTable
CREATE TABLE "data"."ServiceRule" (
    "organization_id" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "is_production" BOOLEAN NOT NULL,

    CONSTRAINT "ServiceRule_pkey" PRIMARY KEY ("organization_id","repository_id","environment")
);

-- CreateTable
CREATE TABLE "data"."CountedRepository" (
    "repository_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "counted_id" TEXT NOT NULL,
    "commits_id" TEXT NOT NULL,

    CONSTRAINT "CountedRepository_pkey" PRIMARY KEY ("repository_id")
);

-- CreateTable
CREATE TABLE "data"."DeploymentLink" (
    "deployment_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "commits_id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "given_sha" TEXT,
    "sha" TEXT,
    "rule" TEXT,
    "unresolved" TEXT,
    "kind" TEXT NOT NULL,
    "position" INTEGER,
    "previous_id" TEXT,
    "is_baseline" BOOLEAN NOT NULL,

    CONSTRAINT "DeploymentLink_pkey" PRIMARY KEY ("deployment_id")
);

-- CreateTable
CREATE TABLE "data"."CommitDeployment" (
    "service" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "sha" TEXT NOT NULL,
    "deployment_id" TEXT NOT NULL,
    "deployed_at" TIMESTAMPTZ(3) NOT NULL,
    "reverts" TEXT[],
    "is_missing" BOOLEAN,

    CONSTRAINT "CommitDeployment_pkey" PRIMARY KEY ("repository_id","sha","service")
);

-- CreateTable
CREATE TABLE "data"."PullRequestLink" (
    "pull_request_id" TEXT NOT NULL,
    "commits_id" TEXT NOT NULL,
    "rule" TEXT,
    "unresolved" TEXT,
    "merge_sha" TEXT,
    "head_sha" TEXT,
    "own_commits" INTEGER NOT NULL,
    "is_settled" BOOLEAN NOT NULL,

    CONSTRAINT "PullRequestLink_pkey" PRIMARY KEY ("pull_request_id")
);

-- CreateTable
CREATE TABLE "data"."CommitPullRequest" (
    "repository_id" TEXT NOT NULL,
    "sha" TEXT NOT NULL,
    "pull_request_id" TEXT NOT NULL,
    "rule" TEXT NOT NULL,

    CONSTRAINT "CommitPullRequest_pkey" PRIMARY KEY ("repository_id","sha","pull_request_id")
);

-- CreateTable
CREATE TABLE "data"."Person" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT,
    "is_bot" BOOLEAN NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PersonAccount" (
    "contributor_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "account_key" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "evidence" TEXT,

    CONSTRAINT "PersonAccount_pkey" PRIMARY KEY ("contributor_id")
);

-- CreateTable
CREATE TABLE "data"."PersonAddress" (
    "contributor_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "PersonAddress_pkey" PRIMARY KEY ("contributor_id","address")
);

-- CreateTable
CREATE TABLE "data"."PersonDecision" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PersonDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data"."PersonMerge" (
    "old_id" TEXT NOT NULL,
    "new_id" TEXT NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PersonMerge_pkey" PRIMARY KEY ("old_id")
);

-- CreateTable
CREATE TABLE "data"."LinkState" (
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LinkState_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "CountedRepository_counted_id_idx" ON "data"."CountedRepository"("counted_id");

-- CreateIndex
CREATE INDEX "DeploymentLink_service_commits_id_finished_at_idx" ON "data"."DeploymentLink"("service", "commits_id", "finished_at");

-- CreateIndex
CREATE INDEX "CommitDeployment_deployment_id_idx" ON "data"."CommitDeployment"("deployment_id");

-- CreateIndex
CREATE INDEX "CommitDeployment_is_missing_idx" ON "data"."CommitDeployment"("is_missing");

-- CreateIndex
CREATE INDEX "CommitPullRequest_pull_request_id_idx" ON "data"."CommitPullRequest"("pull_request_id");

-- CreateIndex
CREATE INDEX "Person_organization_id_idx" ON "data"."Person"("organization_id");

-- CreateIndex
CREATE INDEX "PersonAccount_person_id_idx" ON "data"."PersonAccount"("person_id");

-- CreateIndex
CREATE INDEX "PersonAccount_account_key_idx" ON "data"."PersonAccount"("account_key");

-- CreateIndex
CREATE UNIQUE INDEX "PersonDecision_organization_id_a_b_key" ON "data"."PersonDecision"("organization_id", "a", "b");
