import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openEmbeddedDatabase, removeEmbeddedDatabase } from '@data-import/embedded-database'
import { memoryFolder } from './memory-folder.js'

/** A Postgres server for the tests. */
export interface TestServer {
  url: string
  /** Printed at the start of the run. */
  description: string
  close(): Promise<void>
}

/**
 * `TEST_DATABASE_URL`, else a container where Docker answers and has the image, else the embedded server.
 * The image is `TEST_DATABASE_IMAGE`, by default `postgres:18-alpine`.
 *
 * @throws when `TEST_DATABASE_IMAGE` is set and no container of it can be had: tests that passed on another server would say
 * nothing about the one that was asked for.
 */
export async function chooseServer(environment: NodeJS.ProcessEnv): Promise<TestServer> {
  const url = environment.TEST_DATABASE_URL
  if (url) return { url, description: 'the server of TEST_DATABASE_URL', close: async () => undefined }
  const wanted = environment.TEST_DATABASE_IMAGE
  if (wanted) return startWanted(wanted)
  if (!(await isDockerThere())) return startEmbedded('the embedded server')
  const image = 'postgres:18-alpine'
  try {
    return await startContainer(image)
  } catch (error) {
    return startEmbedded(`the embedded server, because the container of ${image} does not start (${reasonOf(error)})`)
  }
}

async function startWanted(image: string): Promise<TestServer> {
  const what = `TEST_DATABASE_IMAGE asks for a container of ${image}`
  if (!(await isDockerThere())) {
    throw new Error(`${what}, and Docker does not answer. Start it, or unset the variable to test on another server.`)
  }
  try {
    return await startContainer(image)
  } catch (error) {
    throw new Error(`${what}, and it does not start: ${reasonOf(error)}`, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function isDockerThere(): Promise<boolean> {
  const { getContainerRuntimeClient } = await import('testcontainers')
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  )
}

async function startContainer(image: string): Promise<TestServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
  const container = await new PostgreSqlContainer(image).withCommand(['postgres', '-c', 'max_connections=200']).start()
  return {
    url: container.getConnectionUri(),
    description: `a container of ${image}`,
    close: async () => {
      await container.stop()
    },
  }
}

async function startEmbedded(description: string): Promise<TestServer> {
  const folder = await mkdtemp(join(await memoryFolder(), 'data-import-test-'))
  // The account that the server runs as when the tests run as root has to enter it.
  await chmod(folder, 0o755)
  const directory = join(folder, 'postgres')
  const { connectionString, close } = await openEmbeddedDatabase({ directory, isDurable: false })
  return {
    url: connectionString,
    description,
    close: async () => {
      await close()
      await removeEmbeddedDatabase({ directory })
      await rm(folder, { recursive: true, force: true })
    },
  }
}
