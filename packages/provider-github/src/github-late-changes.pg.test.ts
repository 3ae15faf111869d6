import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

/** One pass, after which the rows must equal the truth. */
async function passAndCompare(dataSourceId: string): Promise<void> {
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

const daysAgo = (days: number) => new Date(imports.now().getTime() - days * 86_400_000)

/** A repository with an ended run of that age, and more newer ones than a page has. */
async function repositoryWithOldRun(days: number) {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  const old = await anvils.startRun({ jobs: ['build'], createdAt: daysAgo(days) })
  await anvils.finishRun(old.id, { finishedAt: daysAgo(days) })
  for (let count = 0; count < 105; count++) {
    const { id } = await anvils.startRun({ jobs: [], createdAt: daysAgo(1) })
    await anvils.finishRun(id, { finishedAt: daysAgo(1) })
  }
  return { anvils, old }
}

describe('what changes late', () => {
  it.each([
    ['a week', 27, 8],
    ['a pause of two months', 29, 60],
  ])('a run that is run again at the age of %s before the next look is seen', async (_, age, pause) => {
    const { anvils, old } = await repositoryWithOldRun(age)
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.rerun(old.id)
    await anvils.finishRun(old.id, { conclusion: 'failure' })
    imports.later(pause * 24)
    await passAndCompare(source.id)
  })

  it('a run that is run again and takes weeks is followed to its end', async () => {
    const { anvils, old } = await repositoryWithOldRun(29)
    const source = await imports.addSource()
    await passAndCompare(source.id)
    await anvils.rerun(old.id)
    imports.later(8 * 24)
    await passAndCompare(source.id)
    imports.later(20 * 24)
    await passAndCompare(source.id)
    imports.later()
    await anvils.finishRun(old.id)
    await passAndCompare(source.id)
  })

  it('a status of a deployment that had ended four weeks before is seen', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
    const old = await anvils.deploy({ createdAt: daysAgo(28) })
    await anvils.setDeploymentStatus(old.id, { state: 'failure', createdAt: daysAgo(28) })
    await anvils.deploy({ environment: 'staging', createdAt: daysAgo(1) })
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.setDeploymentStatus(old.id, { state: 'success' })
    imports.later(8 * 24)
    await passAndCompare(source.id)
  })
})

describe('reviews', () => {
  it('that are no longer in the list of their pull request are marked, and those of others are not', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
    const [one, other] = [await anvils.openPullRequest(), await anvils.openPullRequest()]
    const gone = await anvils.reviewPullRequest(one.number, { state: 'COMMENTED' })
    await anvils.reviewPullRequest(one.number, { state: 'APPROVED' })
    await anvils.reviewPullRequest(other.number, { state: 'APPROVED' })
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.deleteReview(gone.id)
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    const states = async () =>
      (await imports.db().review.findMany({ orderBy: { externalId: 'asc' } })).map(
        ({ state, removedAt }) => `${state}${removedAt ? ' gone' : ''}`,
      )
    const expected = ['COMMENTED gone', 'APPROVED', 'APPROVED']
    expect(await states()).toEqual(expected)
    imports.later()
    await anvils.reviewPullRequest(one.number, { state: 'CHANGES_REQUESTED' })
    await imports.pass()
    expect(await states()).toEqual([...expected, 'CHANGES_REQUESTED'])
  })

  it('that are made while a pass reads come with it, as long as their pull request has a row', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
    const { number } = await anvils.openPullRequest({ createdAt: daysAgo(1) })
    const source = await imports.addSource()
    const unhook = imports.github().faults.onRequest(async ({ graphql }) => {
      if (graphql?.operation !== 'reviews') return
      unhook()
      imports.later(1 / 3600)
      await anvils.reviewPullRequest(number, { state: 'APPROVED' })
    })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    expect(await imports.db().review.count({ where: { dataSourceId: source.id } })).toBe(1)
  })
})

it('commits of an address that is linked to an account later are attributed to it with the next commit', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  const rockets = await imports.acme().addRepository({ name: 'rockets', commits: 2 })
  const author = { name: 'Jo', email: 'Jo@Home.example' }
  for (const repository of [anvils, rockets]) await repository.push({ commits: 3, author })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  const authors = async () => {
    const commits = await imports.db().commit.findMany({ where: { authorEmail: author.email } })
    const ids = new Set(commits.flatMap(({ authorId, committerId }) => [authorId, committerId]))
    const people = await imports
      .db()
      .contributor.findMany({ where: { id: { in: [...ids].flatMap((id) => id ?? []) } } })
    return { commits: commits.length, people: people.map(({ externalId, login }) => login ?? externalId) }
  }
  expect(await authors()).toEqual({ commits: 6, people: ['email:jo@home.example'] })
  imports.later()
  imports.acme().account('jo', { emails: ['jo@home.example'] })
  await anvils.push({ author })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await authors()).toEqual({ commits: 7, people: ['jo'] })
})
