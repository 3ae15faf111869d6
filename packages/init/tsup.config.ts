import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'
import { library } from '../../tsup.shared.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export default defineConfig({
  ...(library(['src/index.ts']) as object),
  // The package reads it, and the folder that it is written in isn't published.
  async onSuccess() {
    await cp(path('../../prisma/schema'), path('dist/schema'), { recursive: true })
  },
})
