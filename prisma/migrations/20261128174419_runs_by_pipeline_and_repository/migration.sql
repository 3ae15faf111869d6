-- CreateIndex
CREATE INDEX "PipelineRun_pipeline_id_repository_id_idx" ON "data"."PipelineRun"("pipeline_id", "repository_id");
