import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { faultTable, isAllZero } from './fault-table.mjs'
import { installFaultTools } from './fault-tools.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/** Injects every fault of the suite and prints what came of it; arguments choose files. Not zero when anything was lost. */
await main(async () => {
  await prepare()
  await installFaultTools()
  const folder = mkdtempSync(join(tmpdir(), 'data-import-faults-'))
  const report = join(folder, 'faults.jsonl')
  writeFileSync(report, '')
  const seed = process.env.DATA_IMPORT_FAULT_SEED ?? '1'
  try {
    const chosen = process.argv.slice(2)
    const { code } = await runNode(
      join(root, 'node_modules/vitest/vitest.mjs'),
      ['run', '--config', 'vitest.faults.config.ts', ...chosen],
      { env: { DATA_IMPORT_FAULTS: 'all', DATA_IMPORT_FAULT_REPORT: report, DATA_IMPORT_FAULT_SEED: seed } },
    )
    const lines = readFileSync(report, 'utf8').trim().split('\n')
    const records = lines.filter(Boolean).map((line) => JSON.parse(line))
    process.stdout.write(
      `\n${faultTable(records, { isWhole: chosen.length === 0 })}\nSeed ${seed} (DATA_IMPORT_FAULT_SEED).\n`,
    )
    return code || (isAllZero(records) ? 0 : 1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
