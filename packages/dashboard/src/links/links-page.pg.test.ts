import { decidePerson, linkRecords, undoDecision } from '@data-import/insight'
import { clearWorld, makeTinyWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { createDashboard } from '../create-dashboard.js'

const database = useTestDatabase()
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const origin = 'https://acme.example'
const evil = `<script>alert(1)</script>"><img onerror=x>`

function ask(path: string, init: RequestInit = {}, act = true): Promise<Response> {
  const dashboard = createDashboard({ db: database.db, authorize: () => ({ read: true, act, name: 'ana' }) })
  return dashboard(new Request(`${origin}/${path}`, init))
}

/** Presses the first button of an action on the page, as a browser does. */
async function press(action: string, label: string, act = true): Promise<Response> {
  const page = await ask('links')
  const text = await page.text()
  const form = [...text.matchAll(/<form method="post" action="([^"]+)">(.*?)<\/form>/g)].find(
    ([, target, inside]) => target?.endsWith(action) && inside?.includes(`>${label}<`),
  )
  expect(form?.[0], `a button ${label}`).toBeDefined()
  const fields = [...(form?.[2] ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  ])
  return ask(
    action,
    {
      method: 'POST',
      headers: {
        origin,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '',
      },
      body: new URLSearchParams(fields).toString(),
    },
    act,
  )
}

beforeEach(async () => {
  await makeTinyWorld(database.db)
  await run(`insert into data."DataSource" (id, organization_id, name, provider) values ('g', 'acme', 'lab', 'GITLAB')`)
  await run(`insert into data."Contributor" (id, data_source_id, external_id, login, name, url) values
    ('x','s','71','anna','Anna Lee','https://github.com/anna'), ('y','g','5','anna','A. Lee','https://gitlab.acme.example/anna')`)
  await linkRecords({ db: database.db })
})

it('names what no rule covers', async () => {
  const text = await (await ask('links')).text()
  expect(text).toMatch(/acme\/web.*staging/s)
  expect(text).toContain('The deployment has no commit')
  expect(text).toContain('Each pipeline has its repository')
})

it('keeps what somebody decides, with the name, and takes it back', async () => {
  const decisions = () =>
    database.db.$queryRawUnsafe(`select a, b, verdict, decided_by from data."PersonDecision" order by a`)
  const answer = await press('decide-person', 'Same')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, './links?organization=acme&notice=person-same'])
  expect(await decisions()).toEqual([
    { a: 'github.com/71', b: 'gitlab.acme.example/5', verdict: 'SAME', decided_by: 'ana' },
  ])
  const text = await (await ask('links')).text()
  expect(text).toContain('No two people look like one')
  expect(text).toContain('The same')

  expect((await press('undo-decision', 'Undo')).headers.get('location')).toContain('notice=decision-undone')
  expect(await decisions()).toEqual([])
  expect(await (await ask('links')).text()).toContain('Same login')
})

it('compares people once for all who look, and again only after a decision or a pass that linked something', async () => {
  let compared = 0
  const db = {
    $queryRawUnsafe: <Rows>(query: string, ...values: unknown[]) => {
      if (query.includes('"PersonAddress" a')) compared++
      return database.db.$queryRawUnsafe<Rows>(query, ...values)
    },
    $executeRawUnsafe: database.db.$executeRawUnsafe,
  }
  const dashboard = createDashboard({ db, authorize: () => ({ read: true, act: false }) })
  const look = async (path = 'links') => (await dashboard(new Request(`${origin}/${path}`))).text()
  for (const text of await Promise.all([look(), look(), look('data.json?page=links')])) {
    expect(text.toLowerCase()).toContain('same login')
  }
  await look()
  expect(compared).toBe(1)
  const pair = { organizationId: 'acme', a: 'github.com/71', b: 'gitlab.acme.example/5' }
  await decidePerson(database.db, { ...pair, verdict: 'DIFFERENT' })
  expect(await look()).toContain('No two people look like one')
  await undoDecision(database.db, pair)
  expect(await look()).toContain('Same login')
  expect(compared).toBe(3)
  await run(`update data."Contributor" set login = 'else' where id = 'y'`)
  await run(`update data."LinkState" set linked_at = linked_at + interval '1 second'`)
  expect(await look()).toContain('No two people look like one')
  expect(compared).toBe(4)
})

it('compares nobody where there are too many, and says so', async () => {
  await run(`insert into data."Contributor" (id, data_source_id, external_id, login)
    select 'many-' || n, 's', 'many-' || n, 'login-' || n from generate_series(1, 20001) n`)
  const text = await (await ask('links')).text()
  expect(text).toContain('more than 20,000 contributors')
  expect(text).not.toContain('Same login')
  expect(text).not.toContain('No two people look like one')
})

it('has no buttons for who may only read, and refuses their form', async () => {
  const text = await (await ask('links', {}, false)).text()
  expect(text).toContain('Same login')
  expect(text).not.toContain('<button>Same')
  expect((await press('decide-person', 'Different', false)).status).toBe(403)
  expect(await database.db.$queryRawUnsafe('select 1 from data."PersonDecision"')).toEqual([])
})

it('shows hostile names as text', async () => {
  for (const [table, column, id] of [
    ['Repository', 'full_name', 'r'],
    ['Contributor', 'name', 'x'],
    ['Contributor', 'login', 'y'],
    ['DataSource', 'name', 'g'],
  ]) {
    await database.db.$executeRawUnsafe(`update data."${table}" set ${column} = $1 where id = $2`, evil, id)
  }
  await run(`update data."Contributor" set login = 'anna', name = null where id = 'y'`)
  await database.db.$executeRawUnsafe(`update data."Deployment" set environment = $1 where id = 'S1'`, evil)
  await database.db.$executeRawUnsafe(
    `insert into data."Pipeline" (id, data_source_id, external_id, name, remote_key) values ('p', 'g', 'p', $1, $1)`,
    evil,
  )
  const text = await (await ask('links')).text()
  expect(text).not.toContain('<script>alert')
  expect(text).not.toContain('<img')
  expect(text.match(/&lt;script&gt;alert/g)?.length).toBeGreaterThan(4)
})

it('says what to do where there is nothing', async () => {
  await clearWorld(database.db)
  expect(await (await ask('links')).text()).toContain('data-import sources add')
  await run(
    `insert into data."DataSource" (id, organization_id, name, provider) values ('s', 'acme', 'acme', 'GITHUB')`,
  )
  await run('alter table data."PersonDecision" rename to gone')
  try {
    expect(await (await ask('links')).text()).toContain('data-import migrate')
  } finally {
    await run('alter table data.gone rename to "PersonDecision"')
  }
})
