import { clearWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { decidePerson, linkAfterPass, linkRecords, suggestPeople, undoDecision } from '../index.js'

const database = useTestDatabase()
const run = (sql: string) => database.db.$executeRawUnsafe(sql)

beforeEach(async () => {
  await clearWorld(database.db)
  await run(`insert into data."DataSource" (id, organization_id, name, provider) values
    ('github', 'acme', 'github', 'GITHUB'), ('gitlab', 'acme', 'gitlab', 'GITLAB'), ('git', 'acme', 'git', 'GIT'), ('else', 'other', 'github', 'GITHUB')`)
  await run(`insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name, remote_key) values
    ('r1', 'github', '1', 'GITHUB', 'web', 'acme/web', 'github.com/acme/web'),
    ('r2', 'gitlab', '1', 'GITLAB', 'web', 'acme/web', 'gitlab.acme.dev/acme/web')`)
  await run(`insert into data."Contributor" (id, data_source_id, external_id, login, name, email, url) values
    ('seven', 'github', '7', 'ann', 'Ann Lee', null, 'https://github.com/ann'),
    ('three', 'gitlab', '3', 'ann', 'Ann Lee', 'a@acme.dev', null),
    ('git-ann', 'git', 'email:a@acme.dev', null, 'Ann Lee', 'a@acme.dev', null),
    ('elsewhere', 'else', '7', 'ann', 'Ann Lee', 'a@acme.dev', 'https://github.com/ann')`)
})

const pair = { organizationId: 'acme', a: 'github.com/7', b: 'gitlab.acme.dev/3' }
const link = () => linkRecords({ db: database.db })
const personOf = async (id: string) =>
  (await database.db.personAccount.findUniqueOrThrow({ where: { contributorId: id } })).personId
const arePeople = async (...ids: string[]) => new Set(await Promise.all(ids.map(personOf))).size

it('an address in which the vendor found the account joins what was imported by git', async () => {
  await run(`insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, author_id, author_email, parent_shas)
    values ('c', 'github', 'c', 'r1', 'c', '', 'seven', 'A@acme.dev', '{}')`)
  await link()
  expect(await arePeople('seven', 'three', 'git-ann')).toBe(1)
  expect(await database.db.personAccount.findUniqueOrThrow({ where: { contributorId: 'seven' } })).toMatchObject({
    ...{ accountKey: 'github.com/7', rule: 'VENDOR', evidence: 'a@acme.dev' },
  })
  // Each organisation has people of its own.
  expect(await arePeople('seven', 'elsewhere')).toBe(2)
})

it('what only looks alike is suggested, until somebody decides', async () => {
  await link()
  expect(await arePeople('seven', 'three')).toBe(2)
  const [suggestion, ...others] = await suggestPeople(database.db, 'acme')
  expect([suggestion, others]).toMatchObject([{ a: pair.a, b: pair.b, reason: 'same login' }, []])
  await decidePerson(database.db, { ...pair, verdict: 'DIFFERENT' })
  expect(await suggestPeople(database.db, 'acme')).toEqual([])
})

it('a decision is kept by every link, can be taken back, and leaves bookmarks that work', async () => {
  await link()
  const before = { seven: await personOf('seven'), three: await personOf('three') }
  await decidePerson(database.db, { ...pair, verdict: 'SAME', decidedBy: 'ana' })
  await link()
  await link()
  expect(await arePeople('seven', 'three', 'git-ann')).toBe(1)
  expect(await personOf('three')).toBe(before.seven)
  expect(await database.db.personMerge.findMany()).toMatchObject([{ oldId: before.three, newId: before.seven }])
  expect(await undoDecision(database.db, { ...pair, a: pair.b, b: pair.a })).toBe(true)
  await link()
  expect(await personOf('three')).toBe(before.three)
  expect(await database.db.personMerge.count()).toBe(0)
  expect(await undoDecision(database.db, pair)).toBe(false)
})

it('people whose data source is removed go, and nothing is written where nothing changed', async () => {
  await link()
  const read = () =>
    database.db.$queryRawUnsafe(
      `select xmin::text, id from data."Person" union all select xmin::text, contributor_id from data."PersonAccount" order by 2`,
    )
  const before = await read()
  await link()
  expect(await read()).toEqual(before)
  await database.db.dataSource.delete({ where: { id: 'else' } })
  await link()
  expect(await database.db.person.count({ where: { organizationId: 'other' } })).toBe(0)
  expect(await database.db.personAccount.count({ where: { contributorId: 'elsewhere' } })).toBe(0)
})

it('the step after a pass finds addresses of new commits at the end of the table', async () => {
  const step = () => database.db.$transaction((db) => linkAfterPass.run({ db, schema: 'data' }))
  await step()
  await run(`insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, author_id, author_email, parent_shas)
    values ('c', 'github', 'c', 'r1', 'c', '', 'seven', 'A@acme.dev', '{}')`)
  await run(
    `insert into data."ImportPartition" (data_source_id, script_name, key, status, records_imported) values ('github', 'commit', '1', 'COMPLETE', 1)`,
  )
  await step()
  expect(await arePeople('seven', 'three')).toBe(1)
  await database.db.commit.deleteMany()
  await link()
  expect(await database.db.personAddress.count()).toBe(0)
  expect(await arePeople('seven', 'three')).toBe(2)
})

it('the .mailmap of a repository joins people of its organisation, and no longer once the line is gone', async () => {
  await run(`update data."Repository" set mailmap = 'Ann <a@acme.dev> <ann@old.dev>' where id = 'r2'`)
  await run(`insert into data."Contributor" (id, data_source_id, external_id, name, email) values
    ('git-old', 'git', 'email:ann@old.dev', 'Ann', 'ann@old.dev'), ('else-old', 'else', 'email:ann@old.dev', 'Ann', 'ann@old.dev')`)
  await link()
  expect(await arePeople('three', 'git-ann', 'git-old')).toBe(1)
  expect(await arePeople('elsewhere', 'else-old')).toBe(2)
  expect(await database.db.personAccount.findUniqueOrThrow({ where: { contributorId: 'git-old' } })).toMatchObject({
    rule: 'MAILMAP',
  })
  await run(`update data."Repository" set mailmap = null`)
  await link()
  expect(await arePeople('git-ann', 'git-old')).toBe(2)
})
