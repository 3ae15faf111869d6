import type { HostApplication } from '../host-application.js'
import { orchestratorImport } from '../wiring-module.js'
import type { EntryPoint } from './entry-point.js'

/** A program that runs one pass and ends. */
export function importJob(application: HostApplication, wiring: string): EntryPoint {
  const path = wiring.replace(/[^/]+$/, `import-job${application.moduleEnding}`)
  return {
    path,
    text: `${orchestratorImport(path, wiring, application)}

/** One pass, then the process ends: 0 where everything is complete, 75 where another pass is running, else 1. */
orchestrator
  .run()
  .then(({ status, reason, runs, unregistered }) => {
    for (const { dataSource, resource, status, errorMessage } of runs) console.log(dataSource, resource, status, errorMessage ?? '')
    for (const { dataSource, provider } of unregistered) console.error(dataSource, \`nobody provides \${provider}\`)
    const isComplete = status === 'completed' && unregistered.length === 0
    console.log(\`Pass \${status}\`, reason ?? '')
    process.exit(status === 'busy' ? 75 : isComplete ? 0 : 1)
  })
  .catch((error) => {
    // The pass couldn't begin: no database, no tables, or a mistake in the wiring.
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
`,
    edits: [],
    start: [application.isTypeScript ? `tsx --env-file=.env ${path}` : `node --env-file=.env ${path}`],
    needs: [],
  }
}
