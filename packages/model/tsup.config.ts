import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'
import { library } from '../../tsup.shared.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export default defineConfig({
  ...(library(['src/index.ts']) as object),
  // An application copies them into its own schema.
  async onSuccess() {
    for (const name of ['orchestration.prisma', 'canonical.prisma', 'insight.prisma']) {
      await cp(path(`../../prisma/schema/${name}`), path(`dist/schema/${name}`))
    }
  },
})
