import { readdirSync, readFileSync } from 'node:fs'
import { useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { installViews, listViews } from '../index.js'

const database = useTestDatabase()
const folder = new URL('../../../../docs/metrics/', import.meta.url)
const pages = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))

it('the page of each view says what its columns mean', async () => {
  await installViews(database.db)
  const found = await database.db.$queryRawUnsafe<{ view: string; column: string }[]>(
    `select table_name::text as view, column_name::text as "column" from information_schema.columns
     where table_schema = 'insight' and column_name <> 'organization_id' order by 1, ordinal_position`,
  )
  expect(new Set(found.map(({ view }) => view))).toEqual(new Set(listViews().map(({ name }) => name)))
  const unsaid = found.filter(({ view, column }) => {
    const page = pages.find((text) => text.includes(`\`insight.${view}\``))
    return !page?.includes(`\`${column}\``)
  })
  expect(unsaid.map(({ view, column }) => `${view}.${column}`)).toEqual([])
})
