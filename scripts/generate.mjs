import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { fingerprint } from './fingerprint.mjs'
import { isUpToDate, stamp } from './stamps.mjs'
import { StepError, step } from './step.mjs'
import { root } from './workspace.mjs'

/** Generates the Prisma client of the reference schema, unless it is there for this schema. */
export async function generate() {
  const wanted = fingerprint(['prisma/schema', 'prisma/prisma.config.ts', 'prisma/package.json'])
  if (existsSync(join(root, 'prisma/generated/client.ts')) && isUpToDate('generate', wanted)) return
  await step('Generate the database client', async () => {
    const { code, printed } = await runNode('node_modules/prisma/build/index.js', ['generate'], {
      cwd: join(root, 'prisma'),
      output: 'capture',
      env: {
        // Prisma would download an engine that generating doesn't use; any executable file will do in its place.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: 'true',
        CHECKPOINT_DISABLE: '1',
      },
    })
    if (code !== 0) throw new StepError(`${printed}\nprisma generate failed; the reason is above.`, code)
  })
  stamp('generate', wanted)
}
