import { dropViews, installViews, linkRecords } from '@data-import/insight'
import { clearWorld, makeTinyWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDashboard } from '../create-dashboard.js'

const database = useTestDatabase()
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const week = 'until=2026-03-08&weeks=4'

async function open(path: string): Promise<string> {
  const dashboard = createDashboard({ db: database.db, authorize: () => ({ read: true, act: false }) })
  const answer = await dashboard(new Request(`https://acme.example/${path}`))
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}

/** Figures of a page, by their label, with the note. */
function figuresOf(text: string): Record<string, [value: string, note: string]> {
  const found = text.matchAll(/<dt>([^<]+)<\/dt><dd class="figure">([^<]*)<\/dd><dd class="note">([^<]*)<\/dd>/g)
  return Object.fromEntries([...found].map(([, label = '', value = '', note = '']) => [label, [value, note]]))
}

/** Cells of the table of a chart. */
function tableOf(text: string, id: string): string[][] {
  const [, table = ''] = text.split(`<details id="${id}-table">`)
  const [body = ''] = table.split('</details>')
  return [...body.matchAll(/<tr>(.*?)<\/tr>/g)]
    .slice(1)
    .map(([, row = '']) => [...row.matchAll(/<t[hd][^>]*>(?:<span>)?([^<]*)/g)].map(([, cell = '']) => cell))
}

beforeEach(async () => {
  await makeTinyWorld(database.db)
  await linkRecords({ db: database.db })
  await installViews(database.db)
})

it('shows the five figures of the week that was counted by hand, each with what is unknown', async () => {
  const text = await open(`insight?${week}`)
  expect(figuresOf(text)).toEqual({
    'Deployments a week': ['7', '7 deployments in 1 week; 1 without a known commit'],
    'Lead time': ['14 h', 'median of 6 changes; 2 of 8 unknown'],
    'Change fail rate': ['20 %', '1 of 5 deployments; 1 of unknown kind'],
    'Recovery time': ['1 h', 'median of 1 failed deployment'],
    'Rework rate': ['28.6 %', '2 of 7 deployments put others right'],
  })
  expect(tableOf(text, 'deployments')).toEqual([
    ['2026-02-09', '–', '–', '–', '–'],
    ['2026-02-16', '–', '–', '–', '–'],
    ['2026-02-23', '–', '–', '–', '–'],
    ['2026-03-02', '5', '1', '1', '1'],
  ])
  expect(tableOf(text, 'lead-time').at(-1)).toEqual(['2026-03-02', '14 h', '1 d'])
  expect(tableOf(text, 'failures')).toEqual([['2026-03', '20 %']])
})

it('counts the weeks from the first deployment on, also those after the last one', async () => {
  const text = await open('insight?until=2026-03-29&weeks=4')
  expect(figuresOf(text)['Deployments a week']).toEqual(['1.8', '7 deployments in 4 weeks; 1 without a known commit'])
  expect(tableOf(text, 'deployments').slice(1)).toEqual([
    ['2026-03-09', '0', '0', '0', '0'],
    ['2026-03-16', '0', '0', '0', '0'],
    ['2026-03-23', '0', '0', '0', '0'],
  ])
  const later = figuresOf(await open('insight?until=2026-04-26&weeks=4'))['Deployments a week']
  expect(later).toEqual(['0', '0 deployments in 4 weeks; 0 without a known commit'])
})

it('says below the failures what they leave out', async () => {
  const [, failures = ''] = (await open(`insight?${week}`)).split('<h3>Not counted in failures</h3>')
  expect(failures).toContain('1 of 5 deployments')
  expect(failures).toContain('The deployment has no commit')
})

it('says beside them what could not be counted, and what to do', async () => {
  const text = await open(`insight?${week}`)
  expect(text).toContain('No rule says whether the environment is production')
  expect(text).toContain('The deployment has no commit')
  expect(text).toContain('Let the deployment name its commit, or deploy by a tool that does.')
})

it('shows the stages of pull requests', async () => {
  const text = await open(`insight/pull-requests?${week}`)
  expect(figuresOf(text)).toMatchObject({
    'First commit to production': ['1 d', 'median of 3 pull requests; 0 of 3 unknown'],
    Coding: ['3 h', '0 of 3 unknown'],
    'Waiting for review': ['9 h 15 min', '0 of 2 unknown'],
    'Merged without a review': ['1', 'of 3 merged pull requests'],
  })
})

it('shows builds and flaky jobs', async () => {
  const text = await open(`insight/builds?${week}`)
  expect(figuresOf(text)).toEqual({
    Succeeded: ['66.7 %', 'of 3 runs that succeeded or failed'],
    Runs: ['3', '0 of them with no known end'],
    'Flaky jobs': ['1', 'failed and succeeded on the same commit'],
  })
  expect(text).toContain('1 of 3')
})

it('shows how measures changed, and a gap where a day has no value', async () => {
  await run(
    `insert into data."QualityProject" (id, data_source_id, external_id, repository_id, project_key, name) values ('q','s','q','r','acme_web','web')`,
  )
  await run(`insert into data."QualityMeasure" (id, data_source_id, external_id, quality_project_id, project_key, analysed_at, metric, value) values
    ('1','s','1','q','acme_web','2026-03-02T10:00Z','coverage',80), ('2','s','2','q','acme_web','2026-03-03T10:00Z','coverage',null),
    ('3','s','3','q','acme_web','2026-03-04T10:00Z','coverage',82.5)`)
  const text = await open(`insight/quality?${week}`)
  expect(text).toContain('+2.5')
  expect(text).toContain('coverage: from 80 to 82.5, lowest 80, highest 82.5')
})

it('before the first deployment, figures are unknown and not 0', async () => {
  const figures = figuresOf(await open('insight?until=2025-06-01&weeks=4'))
  expect(Object.values(figures).map(([value]) => value)).toEqual(['–', '–', '–', '–', '–'])
})

it('a service that was chosen stays chosen in the other period', async () => {
  await run(
    `insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name) values ('q','s','2','GITHUB','q','acme/"q&<b>')`,
  )
  await run(`insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, finished_at)
    values ('Q','s','99','q','production','DONE','SUCCESS','2026-03-03T12:00Z')`)
  await linkRecords({ db: database.db })
  const chosen = encodeURIComponent('acme/"q&<b>')
  const text = await open(`insight?${week}&service=${chosen}`)
  expect(figuresOf(text)['Deployments a week']?.[0]).toBe('1')
  expect(text).toContain('<option value="acme/&quot;q&amp;&lt;b&gt;" selected>')
  expect(text).not.toContain('"q&<b>')
  expect(text).toMatch(/href="[^"]*until=2026-02-02&amp;service=acme%2F%22q%26%3Cb%3E">Earlier/)
})

describe('where there is nothing', () => {
  const pages = ['insight', 'insight/pull-requests', 'insight/builds', 'insight/quality']
  it.each(pages)('%s says what to do without views', async (path) => {
    await dropViews(database.db)
    expect(await open(path)).toContain('data-import views install')
  })
  it.each(pages)('%s says so without a data source', async (path) => {
    await clearWorld(database.db)
    expect(await open(path)).toContain('data-import sources add')
  })
  it.each(pages)('%s opens before anything was imported', async (path) => {
    await clearWorld(database.db)
    await run(
      `insert into data."DataSource" (id, organization_id, name, provider) values ('s', 'acme', 'acme', 'GITHUB')`,
    )
    const text = await open(`${path}?weeks=x&until=2026-99-99&service=nowhere&repository=nothing`)
    expect(text).toContain('class="empty"')
    expect(text).not.toContain('Nothing is known to be left out')
  })
  it('quality says nothing of what is left out where no quality server is imported', async () => {
    expect(await open(`insight/quality?${week}`)).not.toContain('Nothing is known to be left out')
  })
})

it('shows the SQL of a view as it is installed', async () => {
  const text = await open('insight/sql/lead_time')
  expect(text).toContain('create view insight.lead_time')
  const dashboard = createDashboard({ db: database.db, authorize: () => ({ read: true, act: false }) })
  expect((await dashboard(new Request('https://acme.example/insight/sql/pg_user'))).status).toBe(404)
})
