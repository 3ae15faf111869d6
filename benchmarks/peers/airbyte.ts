import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pythonEnvironment } from './environments.js'
import { githubRows } from './github-rows.js'
import { readJsonLines } from './json-lines.js'
import { measureCommand } from './measured-command.js'
import type { Peer, Place } from './peer.js'
import type { Kind, Records } from './records.js'
import type { Row } from './tables.js'

const version = '2.7.1'

interface Message {
  type: string
  record?: { stream: string; data: Row }
  state?: { stream: { stream_descriptor: { name: string } } }
  catalog?: { streams: Stream[] }
}
interface Stream {
  name: string
  supported_sync_modes: string[]
  default_cursor_field?: string[]
}

const streams: Readonly<Record<string, Kind>> = {
  repositories: 'repository',
  commits: 'commit',
  pull_requests: 'pull request',
  reviews: 'review',
  issues: 'issue',
  workflow_runs: 'run',
  workflow_jobs: 'job',
}

/** Airbyte's source alone, without a destination: of each key the last row counts, as its destinations keep it. */
export const airbyte: Peer = {
  name: `Airbyte source-github ${version}`,
  async start(place) {
    const folder = await pythonEnvironment('airbyte', [`airbyte-source-github==${version}`])
    const program = join(folder, 'bin/source-github')
    const file = (name: string) => join(place.folder, name)
    const output = file('output.jsonl')
    await writeFile(file('config.json'), JSON.stringify(configuration(place)))
    await writeFile(file('catalog.json'), JSON.stringify(await chooseStreams(program, place)))
    await writeFile(file('state.json'), '[]')
    const records: Records = new Map(Object.values(streams).map((kind) => [kind, new Map()]))
    const states = new Map<string, unknown>()
    const given = ['config', 'catalog', 'state'].map((name) => `--${name} ${file(`${name}.json`)}`).join(' ')
    return {
      async pass() {
        const measured = await measureCommand(['bash', '-c', `${program} read ${given} > ${output}`], place.limits)
        for await (const { type, record, state } of readJsonLines<Message>(output)) {
          if (type === 'STATE' && state) states.set(state.stream.stream_descriptor.name, state)
          if (type === 'RECORD' && record) keep(records, record.stream, record.data)
        }
        await writeFile(file('state.json'), JSON.stringify([...states.values()]))
        return measured
      },
      records: async () => records,
    }
  },
}

function configuration({ github, acme }: Place) {
  return {
    credentials: { personal_access_token: acme.token },
    repositories: ['acme/*'],
    api_url: github.url,
    max_waiting_time: 1,
  }
}

/** Asks which streams there are, and takes those that are compared. */
async function chooseStreams(program: string, { folder, limits }: Place) {
  const { output } = await measureCommand([program, 'discover', '--config', join(folder, 'config.json')], limits)
  const messages = output.split('\n').filter((line) => line.startsWith('{'))
  const catalog = messages.map((line) => JSON.parse(line) as Message).find(({ type }) => type === 'CATALOG')?.catalog
  const chosen = catalog?.streams.filter(({ name }) => name in streams) ?? []
  return {
    streams: chosen.map((stream) => ({
      stream,
      sync_mode: stream.supported_sync_modes.includes('incremental') ? 'incremental' : 'full_refresh',
      destination_sync_mode: 'append_dedup',
      cursor_field: stream.default_cursor_field ?? [],
    })),
  }
}

/** Among the issues are pull requests. */
function keep(records: Records, stream: string, row: Row): void {
  const kind = streams[stream]
  if (kind === undefined || (kind === 'issue' && row.pull_request)) return
  const [id, what] = githubRows[kind](row) ?? []
  if (what !== undefined) records.get(kind)?.set(String(id), what)
}
