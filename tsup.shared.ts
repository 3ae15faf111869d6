import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { thirdPartyLicenses } from './scripts/packages/third-party-licenses.mjs'

/** The one build of all packages: ESM for Node 20.19, with types unless `DATA_IMPORT_BUILD_TYPES=false`. */
export function library(entry: string[]) {
  const withTypes = process.env.DATA_IMPORT_BUILD_TYPES !== 'false'
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node20.19',
    clean: true,
    sourcemap: true,
    define: { DATA_IMPORT_VERSION: JSON.stringify(version) },
    esbuildPlugins: [thirdPartyLicenses],
    // Nobody imports a program, so nobody needs its types.
    dts: withTypes && { entry: entry.filter((file) => !file.endsWith('/bin.ts')) },
  })
}
