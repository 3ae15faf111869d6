-- AlterTable
ALTER TABLE "data"."ImportLease" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "owner" TEXT;
