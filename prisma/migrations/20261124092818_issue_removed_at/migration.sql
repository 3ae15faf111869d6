-- AlterTable
ALTER TABLE "data"."Issue" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);
