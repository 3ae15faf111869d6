import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pythonEnvironment } from './environments.js'
import { githubRows } from './github-rows.js'
import { measureCommand } from './measured-command.js'
import type { Peer, Place } from './peer.js'
import { type KindTable, readTables } from './tables.js'

const versions = { tap: '1.30.1', target: '0.8.1' }
const schema = 'tap_github'
const tables: readonly KindTable[] = [
  { kind: 'repository', table: 'repositories', say: githubRows.repository },
  { kind: 'commit', table: 'commits', say: githubRows.commit },
  { kind: 'pull request', table: 'pull_requests', say: githubRows['pull request'] },
  { kind: 'review', table: 'reviews', say: githubRows.review },
  // Among them are pull requests, which it gives the type `pull_request`.
  { kind: 'issue', table: 'issues', say: (row) => (row.type === 'issue' ? githubRows.issue(row) : undefined) },
  { kind: 'run', table: 'workflow_runs', say: githubRows.run },
  { kind: 'job', table: 'workflow_run_jobs', say: githubRows.job },
]

interface Catalog {
  streams: { tap_stream_id: string; metadata: { breadcrumb: string[]; metadata: Record<string, unknown> }[] }[]
}

/**
 * MeltanoLabs' tap with their target for Postgres; what one pass says of its state is what the next one is given. It would
 * show a token to github.com, whatever the address. So it has none, and asks a server without limits for what is public.
 */
export const tapGithub: Peer = {
  name: `tap-github ${versions.tap} into target-postgres ${versions.target}`,
  flavor: 'enterprise',
  async start(place) {
    const tap = await pythonEnvironment('tap-github', [`meltanolabs-tap-github==${versions.tap}`])
    const target = await pythonEnvironment('target-postgres', [`meltanolabs-target-postgres==${versions.target}`])
    const file = (name: string) => join(place.folder, name)
    const { github, connectionString, limits } = place
    await writeFile(file('tap.json'), JSON.stringify({ api_url_base: github.url, organizations: ['acme'] }))
    const sqlalchemy = connectionString.replace(/^postgres(ql)?:/, 'postgresql+psycopg:')
    await writeFile(file('target.json'), JSON.stringify({ sqlalchemy_url: sqlalchemy, default_target_schema: schema }))
    const reading = `${join(tap, 'bin/tap-github')} --config ${file('tap.json')}`
    await writeFile(file('catalog.json'), JSON.stringify(await chooseStreams(reading, place)))
    const writing = `${join(target, 'bin/target-postgres')} --config ${file('target.json')}`
    let state = ''
    return {
      async pass() {
        const both = `set -o pipefail; ${reading} --catalog ${file('catalog.json')} ${state} | ${writing}`
        const measured = await measureCommand(['bash', '-c', both], limits)
        const last = measured.output.trim().split('\n').at(-1) ?? ''
        await writeFile(file('state.json'), last)
        if (last !== '') state = `--state ${file('state.json')}`
        return measured
      },
      records: () => readTables(connectionString, schema, tables),
    }
  },
}

/** Asks which streams there are, and selects those that are compared. */
async function chooseStreams(reading: string, { limits }: Place): Promise<Catalog> {
  const { output } = await measureCommand(['bash', '-c', `${reading} --discover`], limits)
  // What the pinned version writes: https://hub.meltano.com/singer/spec#catalog-files
  const catalog = JSON.parse(output) as Catalog
  const wanted = tables.map(({ table }) => table)
  for (const { tap_stream_id: stream, metadata } of catalog.streams) {
    for (const each of metadata) if (each.breadcrumb.length === 0) each.metadata.selected = wanted.includes(stream)
  }
  return catalog
}
