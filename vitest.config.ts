import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The aliases of tsconfig.json, so that tests run on sources and there is one list. */
const { compilerOptions } = JSON.parse(readFileSync(new URL('tsconfig.json', import.meta.url), 'utf8')) as {
  compilerOptions: { paths: Record<string, [string]> }
}
const alias = Object.entries(compilerOptions.paths).map(([name, [path]]) => ({
  find: new RegExp(`^${name}$`),
  replacement: fileURLToPath(new URL(path, import.meta.url)),
}))

export default defineConfig({
  resolve: { alias },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'prisma/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'site/src/**/*.test.ts',
    ],
    globalSetup: ['packages/test-kit/src/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Modules hold no state, so that files can share them: loading them anew for each file took a third of all time.
    isolate: false,
  },
})
