import { expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import { startFakeGithub } from '../start-fake-github.js'

it('lists the branches of a repository with their heads', async () => {
  const github = await startFakeGithub()
  const acme = github.addOrganization('acme')
  const web = await acme.addRepository({ name: 'web', commits: 2 })
  await acme.addRepository({ name: 'empty' })
  const client = createClient(github, acme.token)
  const branches = await client.list('/repos/acme/web/branches')
  expect(branches.map(({ name, commit }) => [name, commit?.sha])).toEqual([['main', web.head()]])
  expect((await client.get('/repos/acme/empty/branches')).body).toEqual([])
  await github.close()
})
