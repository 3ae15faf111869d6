-- AlterTable
ALTER TABLE "data"."DataSource" ADD COLUMN     "changes_missed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "changes_told" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "missed_since_ring" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "ring_week" DATE,
ADD COLUMN     "rung_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "data"."ImportPartition" ADD COLUMN     "requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "walk_started_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "ImportPartition_data_source_id_requested_at_idx" ON "data"."ImportPartition"("data_source_id", "requested_at");
