import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from '../measurement.js'
import { airbyte } from './airbyte.js'
import { dlt } from './dlt.js'
import { benchGitPeers } from './git-peers.js'
import { measureImporter } from './measure-importer.js'
import type { Peer } from './peer.js'
import { perceval } from './perceval.js'
import { product } from './product.js'
import { tapGithub } from './tap-github.js'
import { withPlaces } from './with-places.js'

const peers: readonly Peer[] = [product, airbyte, tapGithub, dlt, perceval]

/** Other tools beside ours, on the same organisation of a fake GitHub and the same git histories. */
export async function benchPeers(
  db: PrismaClient,
  connectionString: string,
  histories: readonly string[],
): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const [at, peer] of peers.entries()) {
    const what = `peers, ${peer.name}`
    try {
      const lines = await withPlaces({ db, connectionString, peer, name: `peer_${at}` }, measureImporter)
      measurements.push(...lines.map((line) => ({ ...line, what: `${what}: ${line.what}` })))
    } catch (error) {
      measurements.push({ what, measured: `left out: ${String(error).replaceAll(/\s+/g, ' ').slice(-300)}` })
    }
  }
  return [...measurements, ...(await benchGitPeers(db, connectionString, histories))]
}
