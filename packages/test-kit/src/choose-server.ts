import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase, removeEmbeddedDatabase } from '@data-import/embedded-database'

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
 */
export async function chooseServer(environment: NodeJS.ProcessEnv): Promise<TestServer> {
  const url = environment.TEST_DATABASE_URL
  if (url) return { url, description: 'the server of TEST_DATABASE_URL', close: async () => undefined }
  if (!(await isDockerThere())) return startEmbedded('the embedded server')
  const image = environment.TEST_DATABASE_IMAGE ?? 'postgres:18-alpine'
  try {
    return await startContainer(image)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return startEmbedded(`the embedded server, because the container of ${image} does not start (${reason})`)
  }
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
  const folder = await mkdtemp(join(tmpdir(), 'data-import-test-'))
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
