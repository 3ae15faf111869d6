import { join } from 'node:path'
import { table } from '../table.mjs'
import { checkHost } from './check-host.mjs'
import { coveringSet } from './covering-set.mjs'
import { nodeBinaries } from './node-binaries.mjs'

/**
 * Checks the applications of the covering set, one after the other, and tells of each.
 * @param surroundings what {@link checkHost} needs.
 * @param isThorough whether those that say nothing new about most changes are checked too.
 * @returns a table of what was run.
 */
export async function checkHosts(surroundings, { folder, isThorough, report }) {
  const nodes = await nodeBinaries(join(folder, 'nodes'))
  const rows = []
  for (const [index, host] of coveringSet.entries()) {
    const { manager, node, prisma, generator, compilers } = host
    const title = `${manager}, Node ${node}, Prisma ${prisma}`
    const startedAt = performance.now()
    const result = await outcome()
    rows.push([manager, node, prisma, generator, compilers === 'all' ? '5.9, 7; both' : '5.9; nodenext', result])

    async function outcome() {
      if (host.isThorough && !isThorough) return 'not run: --all does'
      if (!nodes[node]) return `not run: no Node ${node} for this machine on npm`
      const place = join(folder, `host-${index}`)
      const { program, problem } = nodes[node]
      const problems = problem ?? (await checkHost(host, { ...surroundings, folder: place, node: program }))
      report(`a host with ${title}`, problems)
      return problems ? 'failed' : `passed in ${Math.round((performance.now() - startedAt) / 1000)} s`
    }
  }
  return table(['manager', 'Node', 'Prisma', 'generator', 'TypeScript; resolution', 'result'], rows)
}
