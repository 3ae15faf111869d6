import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'
import { library } from '../../tsup.shared.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

const shared = library(['src/index.ts', 'src/bin.ts'])

/** These find files of their own beside them, or are for one command alone. */
const external = ['embedded-database', 'scheduler', 'dashboard']

// docs/decisions/0199: a start reads a few files with what its command needs.
export default defineConfig({
  ...(shared as object),
  noExternal: [new RegExp(`^@data-import/(?!(${external.join('|')})$)`), /^(commander|picocolors)$/],
  external: external.map((name) => `@data-import/${name}`),
  sourcemap: false,
  esbuildOptions(options) {
    options.minifyWhitespace = true
    options.minifySyntax = true
    options.legalComments = 'none'
    // What is CommonJS asks for modules of Node.
    options.banner = {
      js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);",
    }
  },
  async onSuccess() {
    await cp(path('../../prisma/migrations'), path('dist/migrations'), { recursive: true })
    await cp(path('../../prisma/schema'), path('dist/schema'), { recursive: true })
  },
})
