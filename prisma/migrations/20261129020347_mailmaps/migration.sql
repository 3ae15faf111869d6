-- AlterTable
ALTER TABLE "data"."Repository" ADD COLUMN     "mailmap" TEXT;
