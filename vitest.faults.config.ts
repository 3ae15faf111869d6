import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

/** Every fault, one after the other: their times are measured, and memory is looked at after rubbish was collected. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['packages/*/src/faults/*.test.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    execArgv: ['--expose-gc'],
  },
})
