import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, serve } from 'vitepress'
import { findProblems } from './check-site.js'
import { writeGeneratedDocuments } from './generated-documents.js'
import { outputFolder, siteFolder, stageFolder } from './paths.js'
import { stageGuides } from './stage-guides.js'
import { writeApiReference } from './write-api-reference.js'

const { values } = parseArgs({
  options: { serve: { type: 'boolean' }, generate: { type: 'boolean' }, port: { type: 'string', default: '4173' } },
})

writeGeneratedDocuments()
if (!values.generate) {
  rmSync(stageFolder, { recursive: true, force: true })
  await writeApiReference(join(stageFolder, 'api'))
  await stageGuides()
  await build(siteFolder)
  const problems = findProblems(outputFolder)
  if (problems.length > 0) throw new Error(`The site is not right:\n${problems.join('\n')}`)
  if (values.serve) await serve({ root: siteFolder, port: Number(values.port) })
}
