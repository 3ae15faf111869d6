import { defineConfig } from 'tsup'
import { library } from '../../tsup.shared.ts'

export default defineConfig({
  ...(library(['src/index.ts']) as object),
  // As a dependency it brings dozens of packages into a host, most of them types that nothing there reads.
  noExternal: [/^@octokit\//],
})
