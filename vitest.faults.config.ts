import { defineConfig } from 'vitest/config'
import base, { onPostgres } from './vitest.config.js'

/** Every fault, one after the other: their times are measured, and memory is looked at after rubbish was collected. */
export default defineConfig({
  resolve: base.resolve,
  test: {
    ...onPostgres,
    include: ['packages/*/src/faults/*.test.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    execArgv: ['--expose-gc'],
  },
})
