-- AlterTable
ALTER TABLE "data"."DataSource" ADD COLUMN     "looked_at" TIMESTAMPTZ(3);
