-- The application's own table, as `prisma migrate` would write it.
CREATE TABLE IF NOT EXISTS "public"."CronTick" (
  "id" SERIAL PRIMARY KEY,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "status" TEXT NOT NULL,
  "reason" TEXT
)
