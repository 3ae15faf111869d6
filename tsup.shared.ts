import { defineConfig } from 'tsup'

/** The one build of all packages: ESM for Node 20.19, with types unless `DATA_IMPORT_BUILD_TYPES=false`. */
export function library(entry: string[]) {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node20.19',
    clean: true,
    sourcemap: true,
    dts: process.env.DATA_IMPORT_BUILD_TYPES !== 'false',
  })
}
