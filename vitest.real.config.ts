import { defineConfig } from 'vitest/config'
import base, { onPostgres } from './vitest.config.js'

/** Real servers of vendors, which are fetched, installed in a temporary folder and started. */
export default defineConfig({
  resolve: base.resolve,
  test: {
    ...onPostgres,
    include: ['packages/*/src/testing/real/*.real.ts'],
    fileParallelism: false,
    passWithNoTests: true,
  },
})
