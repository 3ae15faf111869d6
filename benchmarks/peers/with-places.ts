import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PrismaClient } from '@data-import/reference-database'
import { createOrganization, type Organization } from './organization.js'
import type { Importer, Peer } from './peer.js'
import { trueRecords } from './records.js'

/** After so long a pass is ended. */
const mostSeconds = 240

/** A tool on an organisation of its own. */
export interface Places {
  organization: Organization
  /** The tool in another empty place, ready to import. */
  empty(): Promise<Importer>
}

/** Makes an organisation for a tool and removes it in the end, with whatever the tool has written. */
export async function withPlaces<Result>(
  given: { db: PrismaClient; connectionString: string; peer: Peer; name: string },
  use: (places: Places) => Promise<Result>,
): Promise<Result> {
  const { db, peer } = given
  const folder = await mkdtemp(join(tmpdir(), 'data-import-peers-'))
  const organization = await createOrganization(peer.flavor)
  const databases: string[] = []
  try {
    // What the fake computes only once is computed before anybody is measured.
    await trueRecords(organization.acme)
    return await use({
      organization,
      async empty() {
        const database = `${given.name}_${databases.length}`
        await db.$executeRawUnsafe(`CREATE DATABASE ${database}`)
        databases.push(database)
        const own = await mkdtemp(join(folder, 'place-'))
        const limits = { mostSeconds, home: own }
        const connectionString = addressOf(given.connectionString, database)
        return peer.start({ ...organization, folder: own, connectionString, limits })
      },
    })
  } finally {
    await organization.github.close()
    for (const database of databases) await db.$executeRawUnsafe(`DROP DATABASE ${database} WITH (FORCE)`)
    await rm(folder, { recursive: true, force: true })
  }
}

/** The same server's other database. */
export function addressOf(connectionString: string, database: string): string {
  const address = new URL(connectionString)
  address.pathname = `/${database}`
  return address.href
}
