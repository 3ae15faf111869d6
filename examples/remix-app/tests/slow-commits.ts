import type { PrismaClient } from '../generated/client.js'

/** Makes each page of commits take so many seconds to save: an import then lasts, however fast the machine is. */
export async function slowDownCommits(db: PrismaClient, seconds: number): Promise<void> {
  await db.$executeRawUnsafe(`
    CREATE FUNCTION public.slow_down() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_sleep(${seconds}); RETURN NULL; END $$`)
  await db.$executeRawUnsafe(`
    CREATE TRIGGER slow_down AFTER INSERT ON data."Commit" FOR EACH STATEMENT EXECUTE FUNCTION public.slow_down()`)
}
