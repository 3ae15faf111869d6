import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Puts the models of the import beside the application's own: they are those of the installed version, and not for editing. */
for (const file of ['orchestration.prisma', 'canonical.prisma']) {
  copyFileSync(fileURLToPath(import.meta.resolve(`@data-import/model/schema/${file}`)), `prisma/schema/${file}`)
}
