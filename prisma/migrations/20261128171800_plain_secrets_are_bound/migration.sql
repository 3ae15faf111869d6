-- AlterTable
ALTER TABLE "data"."DataSourceConfig" ADD COLUMN     "bound_to" TEXT;
