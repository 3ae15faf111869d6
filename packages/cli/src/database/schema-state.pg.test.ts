import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '@data-import/test-kit'
import { expect, test } from 'vitest'
import { withConnection } from './connect.js'
import { migrationsDirectory } from './migrations-directory.js'
import { schemaState } from './schema-state.js'

test('tells a database of this version from an older one and an empty one', async () => {
  const [migrated, empty] = [await createTestDatabase(), await createTestDatabase({ isEmpty: true })]
  const newer = await mkdtemp(join(tmpdir(), 'migrations-'))
  const state = (url: string, migrations: string) => withConnection(url, (client) => schemaState(client, migrations))
  try {
    const applied = await migrated.db.$queryRaw<
      { name: string }[]
    >`SELECT migration_name AS name FROM _prisma_migrations`
    for (const name of [...applied.map((row) => row.name), '20990101000000_later']) await mkdir(join(newer, name))
    expect(await state(migrated.url, migrationsDirectory())).toMatchObject({ state: 'current' })
    expect(await state(migrated.url, newer)).toMatchObject({ state: 'older' })
    expect(await state(empty.url, newer)).toMatchObject({ state: 'missing' })
  } finally {
    await rm(newer, { recursive: true })
    await migrated.close()
    await empty.close()
  }
})
