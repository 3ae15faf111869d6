/** A Postgres server for the tests. */
export interface TestServer {
  url: string
  /** Printed at the start of the run. */
  description: string
  close(): Promise<void>
}

/** `TEST_DATABASE_URL`, else a container where Docker answers, else the embedded server. */
export async function chooseServer(environment: NodeJS.ProcessEnv): Promise<TestServer> {
  const url = environment.TEST_DATABASE_URL
  if (url) return { url, description: 'TEST_DATABASE_URL', close: async () => undefined }
  return (await startContainer()) ?? startEmbedded()
}

async function startContainer(): Promise<TestServer | undefined> {
  const { getContainerRuntimeClient } = await import('testcontainers')
  const isDockerThere = await getContainerRuntimeClient().then(
    () => true,
    () => false,
  )
  if (!isDockerThere) return undefined
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
  const image = process.env.TEST_DATABASE_IMAGE ?? 'postgres:18-alpine'
  const container = await new PostgreSqlContainer(image).start()
  return {
    url: container.getConnectionUri(),
    description: `a container of ${image}`,
    close: async () => {
      await container.stop()
    },
  }
}

async function startEmbedded(): Promise<TestServer> {
  const { mkdtemp, rm } = await import('node:fs/promises')
  const { tmpdir } = await import('node:os')
  const { join } = await import('node:path')
  const { openEmbeddedDatabase } = await import('@data-import/embedded-database')
  const directory = await mkdtemp(join(tmpdir(), 'data-import-test-'))
  const { connectionString, close } = await openEmbeddedDatabase({ directory, isDurable: false })
  return {
    url: connectionString,
    description: 'embedded server',
    close: async () => {
      await close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
