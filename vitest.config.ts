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

const folders = ['packages/*/src', 'prisma/src', 'scripts', 'site/src']

const nodeModules = ['**/node_modules/**']

/** Each of these loads its own modules: the schema engine (WebAssembly) hangs once a test has broken it. */
const brokenEngines = [
  'prisma/src',
  'packages/init/src',
  'packages/cli/src/database',
  'packages/cli/src/commands/migrate',
].map((place) => `${place}{/**/,}*.pg.test.ts`)

/** The deep suite runs hundreds of cases in one test; in every check no test takes long. */
const testTimeout = process.env.DATA_IMPORT_DEPTH === 'deep' ? 1_800_000 : 180_000

/** What tests on Postgres need, with the settings that all tests have. */
export const onPostgres = {
  include: folders.map((folder) => `${folder}/**/*.pg.test.ts`),
  globalSetup: ['packages/test-kit/src/global-setup.ts'],
  testTimeout,
  hookTimeout: 120_000,
}

export default defineConfig({
  resolve: { alias },
  test: {
    // Many tests wait, for a server, another process or a timer, rather than compute: on two cores, four workers keep both busy.
    maxWorkers: 4,
    projects: [
      // Files share modules: our modules hold no state, and loading them for each file takes longer than most of its tests.
      {
        extends: true,
        test: { ...onPostgres, name: 'postgres', exclude: [...nodeModules, ...brokenEngines], isolate: false },
      },
      { extends: true, test: { ...onPostgres, name: 'migrations', include: brokenEngines } },
      {
        extends: true,
        test: {
          name: 'unit',
          include: folders.map((folder) => `${folder}/**/*.test.ts`),
          exclude: [...nodeModules, '**/*.pg.test.ts'],
          testTimeout,
          isolate: false,
        },
      },
    ],
  },
})
