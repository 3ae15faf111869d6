-- CreateIndex
CREATE INDEX "DataSourceRun_data_source_id_script_name_started_at_idx" ON "data"."DataSourceRun"("data_source_id", "script_name", "started_at" DESC);

-- CreateIndex
CREATE INDEX "ImportLog_created_at_idx" ON "data"."ImportLog"("created_at");

-- Each pass writes the row of each partition, and none of the changed columns is indexed: with room on its page, the new
-- version needs no entry in the index. Prisma's schema has no word for it.
ALTER TABLE "data"."ImportPartition" SET (fillfactor = 70);
