import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vitepress'
import { findProblems } from './check-site.js'
import { writeGeneratedTables } from './generated-tables.js'
import { outputFolder, siteFolder, stageFolder } from './paths.js'
import { serveFolder } from './serve.js'
import { stageGuides } from './stage-guides.js'
import { writeApiReference } from './write-api-reference.js'

const { values } = parseArgs({
  options: { serve: { type: 'boolean' }, generate: { type: 'boolean' }, port: { type: 'string', default: '4173' } },
})

async function buildSite(): Promise<void> {
  rmSync(stageFolder, { recursive: true, force: true })
  await writeApiReference(join(stageFolder, 'api'))
  cpSync(join(siteFolder, 'public'), join(stageFolder, 'public'), { recursive: true })
  await stageGuides()
  await build(siteFolder)
  const problems = findProblems(outputFolder)
  if (problems.length > 0) throw new Error(`The site is not right:\n${problems.join('\n')}`)
}

try {
  writeGeneratedTables()
  // The command line imports the tables and the descriptions, so it is loaded once they are written.
  const { writeGeneratedProviders } = await import('./generated-providers.js')
  await writeGeneratedProviders()
  const { writeGeneratedDocuments } = await import('./generated-documents.js')
  writeGeneratedDocuments()
  if (!values.generate) await buildSite()
  if (values.serve) {
    const { url } = await serveFolder(outputFolder, Number(values.port))
    console.log(`The site is at ${url} until Ctrl-C.`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
