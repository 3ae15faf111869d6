-- AlterEnum
ALTER TYPE "data"."ImportPartitionStatus" ADD VALUE 'UNAVAILABLE';

-- AlterTable
ALTER TABLE "data"."ImportPartition" ADD COLUMN     "address_digest" TEXT,
ADD COLUMN     "cursor_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unlisted_since" TIMESTAMPTZ(3);
