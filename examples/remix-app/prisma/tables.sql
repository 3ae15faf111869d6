-- The application's own table, as `prisma migrate` would write it.
CREATE TABLE IF NOT EXISTS "public"."Service" (
  "name" TEXT PRIMARY KEY,
  "owner" TEXT NOT NULL,
  "tier" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL
)
