import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { referenceMigrations } from '@data-import/reference-database/raw'

/** The folder of migrations: beside the built program, otherwise that of the checkout. */
export function migrationsDirectory(): string {
  const copied = fileURLToPath(new URL('./migrations', import.meta.url))
  return existsSync(copied) ? copied : referenceMigrations
}
