import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { referenceMigrations } from '@data-import/reference-database'

/** The migrations: beside the built program, else those of the checkout. */
export function migrationsDirectory(): string {
  const copied = fileURLToPath(new URL('./migrations', import.meta.url))
  return existsSync(copied) ? copied : referenceMigrations
}
