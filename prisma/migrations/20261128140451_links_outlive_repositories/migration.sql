-- DropForeignKey
ALTER TABLE "data"."Deployment" DROP CONSTRAINT "Deployment_repository_id_fkey";

-- DropForeignKey
ALTER TABLE "data"."Pipeline" DROP CONSTRAINT "Pipeline_repository_id_fkey";

-- DropForeignKey
ALTER TABLE "data"."PipelineRun" DROP CONSTRAINT "PipelineRun_repository_id_fkey";

-- DropForeignKey
ALTER TABLE "data"."QualityProject" DROP CONSTRAINT "QualityProject_repository_id_fkey";

-- AddForeignKey
ALTER TABLE "data"."Pipeline" ADD CONSTRAINT "Pipeline_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."PipelineRun" ADD CONSTRAINT "PipelineRun_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."Deployment" ADD CONSTRAINT "Deployment_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data"."QualityProject" ADD CONSTRAINT "QualityProject_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "data"."Repository"("id") ON DELETE SET NULL ON UPDATE CASCADE;
