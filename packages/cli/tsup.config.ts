import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'
import { library } from '../../tsup.shared.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

const shared = library(['src/index.ts', 'src/bin.ts'])

export default defineConfig({
  ...(shared as object),
  // Private: it goes into the bundle, and its migrations beside it.
  noExternal: ['@data-import/reference-database'],
  async onSuccess() {
    await cp(path('../../prisma/migrations'), path('dist/migrations'), { recursive: true })
  },
})
