import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pythonEnvironment } from './environments.js'
import { githubRows } from './github-rows.js'
import { measureCommand } from './measured-command.js'
import type { Peer } from './peer.js'
import { type KindTable, readTables } from './tables.js'

const version = '1.31.0'
const schema = 'dlt_github'
const pipeline = fileURLToPath(new URL('dlt-pipeline.py', import.meta.url))
const tables: readonly KindTable[] = [
  { kind: 'repository', table: 'repositories', say: githubRows.repository },
  { kind: 'commit', table: 'commits', say: githubRows.commit },
  { kind: 'pull request', table: 'pulls', say: githubRows['pull request'] },
  { kind: 'review', table: 'reviews', say: githubRows.review },
  // Among them are pull requests.
  { kind: 'issue', table: 'issues', say: (row) => (row.pull_request ? undefined : githubRows.issue(row)) },
  { kind: 'run', table: 'runs', say: githubRows.run },
  { kind: 'job', table: 'jobs', say: githubRows.job },
]

/** dlt's REST source into Postgres, by a short pipeline of ours. */
export const dlt: Peer = {
  name: `dlt ${version}, REST source into Postgres`,
  async start({ github, acme, connectionString, folder, limits }) {
    const environment = await pythonEnvironment('dlt', [`dlt[postgres]==${version}`])
    const settings = {
      GITHUB_URL: github.url,
      GITHUB_TOKEN: acme.token,
      DESTINATION__POSTGRES__CREDENTIALS: connectionString,
      DLT_DATA_DIR: join(folder, 'dlt'),
      RUNTIME__DLTHUB_TELEMETRY: 'false',
    }
    return {
      pass: () => measureCommand([join(environment, 'bin/python'), pipeline], { ...limits, environment: settings }),
      records: () => readTables(connectionString, schema, tables),
    }
  },
}
