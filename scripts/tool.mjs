import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runNode } from './child-process.mjs'
import { generate } from './generate.mjs'
import { install } from './install.mjs'
import { main, StepError } from './step.mjs'
import { root } from './workspace.mjs'

const packages = {
  biome: '@biomejs/biome',
  changeset: '@changesets/cli',
  tsc: 'typescript',
  tsx: 'tsx',
}

/** Runs one of the workspace's tools on a checkout that may be fresh: `node scripts/tool.mjs biome check`. */
await main(async () => {
  const [tool, ...parameters] = process.argv.slice(2)
  if (!(tool in packages)) throw new StepError(`There is no tool ${tool}: ${Object.keys(packages).join(', ')}.`, 2)
  await install()
  await generate()
  const manifest = join(root, 'node_modules', packages[tool], 'package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  const { code } = await runNode(join(dirname(manifest), typeof bin === 'string' ? bin : bin[tool]), parameters)
  return code
})
