-- CreateTable
CREATE TABLE "data"."Release" (
    "id" TEXT NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "name" TEXT,
    "body" TEXT,
    "is_draft" BOOLEAN,
    "is_prerelease" BOOLEAN,
    "author_id" TEXT,
    "author_name" TEXT,
    "target_ref" TEXT,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3),
    "raw" JSONB,

    CONSTRAINT "Release_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Release_repository_id_published_at_idx" ON "data"."Release"("repository_id", "published_at");

-- CreateIndex
CREATE UNIQUE INDEX "Release_data_source_id_external_id_key" ON "data"."Release"("data_source_id", "external_id");

-- AddForeignKey
ALTER TABLE "data"."Release" ADD CONSTRAINT "Release_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data"."DataSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Release" ADD CONSTRAINT "Release_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;
