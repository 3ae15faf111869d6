import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openEmbeddedDatabase, removeEmbeddedDatabase } from './embedded-database.js'

/** The folder of an embedded database for each test of a file: nothing is there yet, and nothing stays. */
export function useDirectory() {
  let used = ''
  let directory = ''
  beforeAll(async () => {
    used = await newDirectory()
    const database = await openEmbeddedDatabase({ directory: used, isDurable: false })
    await database.close()
  })
  afterAll(() => rm(dirname(used), { recursive: true }))
  beforeEach(async () => {
    directory = await newDirectory()
  })
  afterEach(async () => {
    await removeEmbeddedDatabase({ directory })
    await rm(dirname(directory), { recursive: true, force: true })
  })
  return {
    get directory() {
      return directory
    },
    get data() {
      return join(directory, 'data')
    },
    /** Makes it one that was used before, for a test of what comes after the first start, which takes long. */
    async useBefore() {
      await mkdir(dirname(directory))
      await promisify(execFile)('cp', ['-a', used, directory])
    },
  }
}

/** A folder that the server's account may enter: what mkdtemp makes is its owner's alone. */
async function newDirectory(): Promise<string> {
  const directory = join(await mkdtemp(join(tmpdir(), 'embedded-')), 'postgres')
  await rm(dirname(directory), { recursive: true })
  return directory
}

/** The rows of one query, on a connection of its own. */
export async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
