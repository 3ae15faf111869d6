import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pythonEnvironment } from './environments.js'
import { githubRows } from './github-rows.js'
import { readJsonLines } from './json-lines.js'
import { measureCommand } from './measured-command.js'
import type { Peer, Place } from './peer.js'
import type { Kind, Records } from './records.js'
import type { Row } from './tables.js'

const version = '1.6.1'
const categories = ['repository', 'issue', 'pull_request'] as const

interface Item {
  category: (typeof categories)[number]
  updated_on: number
  data: Row & { reviews_data?: Row[] }
}

/**
 * Perceval asks for one repository and category at a time, each in a process of its own, and keeps no state: it is told
 * which repositories there are, and from when on. Commits it reads from git; runs it doesn't know. It finds pull requests
 * in the list of issues, so not where issues are switched off.
 */
export const perceval: Peer = {
  name: `Perceval ${version}`,
  flavor: 'enterprise',
  async start(place) {
    const environment = await pythonEnvironment('perceval', [`perceval==${version}`])
    const program = join(environment, 'bin/perceval')
    const kinds: Kind[] = ['repository', 'pull request', 'review', 'issue']
    const records: Records = new Map(kinds.map((kind) => [kind, new Map()]))
    /** In seconds, of each repository and category. */
    const newest = new Map<string, number>()
    return {
      async pass() {
        const asked = questions(place)
        const lines = asked.map(({ key, file, repository, category }) => {
          const from = newest.has(key) ? ` --from-date '${new Date((newest.get(key) ?? 0) * 1_000).toISOString()}'` : ''
          return `${program} github acme ${repository} ${common(place)} --category ${category}${from} -o ${file}`
        })
        const script = join(place.folder, 'pass.sh')
        await writeFile(script, `set -e\n${lines.join('\n')}\n`)
        const measured = await measureCommand(['bash', script], place.limits)
        for (const { key, file } of asked) {
          for await (const item of readJsonLines<Item>(file)) {
            newest.set(key, Math.max(newest.get(key) ?? 0, item.updated_on))
            keep(records, item)
          }
        }
        return measured
      },
      records: async () => records,
    }
  },
}

/** What one pass asks: of each repository one question for each category. */
function questions({ acme, folder }: Place) {
  return acme.repositories().flatMap(({ id, name: repository }) =>
    categories.map((category) => {
      const key = `${id}-${category}`
      return { key, repository, category, file: join(folder, `${key}.jsonl`) }
    }),
  )
}

function common({ github, acme }: Place): string {
  const address = github.url.replace('/api/v3', '')
  return `--enterprise-url ${address} -t ${acme.token} --no-archive --json-line`
}

/** Among the issues are pull requests. */
function keep(records: Records, { category, data }: Item): void {
  const add = (kind: Kind, row: Row) => {
    const [id, what] = githubRows[kind](row) ?? []
    if (what !== undefined) records.get(kind)?.set(String(id), what)
  }
  if (category === 'repository') add('repository', data)
  else if (category === 'pull_request') {
    add('pull request', data)
    for (const review of data.reviews_data ?? []) add('review', review)
  } else if (!data.pull_request) add('issue', data)
}
