import { describe, expect, it } from 'vitest'
import { useGithubImports } from './testing/github-imports.fixture.js'

const imports = useGithubImports()
const probes = () => imports.github().traffic.log.filter(({ operation }) => operation === 'probe').length

describe('a small owner', () => {
  it('costs a point for the probe, for GitHub charges by how many could be there', async () => {
    await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    await imports.addSource()
    await imports.pass()
    imports.later(2)
    await imports.pass()
    imports.later(2)
    imports.github().traffic.reset()
    await imports.pass()
    expect(probes()).toBe(1)
    expect(imports.github().traffic.points).toBe(1)
  })

  it('that has many more repositories than before gets them in whole pages', async () => {
    await imports.acme().addRepository({ name: 'anvils', commits: 1 })
    await imports.addSource()
    await imports.pass()
    imports.later(2)
    for (let count = 0; count < 120; count++) await imports.acme().addRepository({ name: `rocket-${count}` })
    imports.github().traffic.reset()
    await imports.pass()
    expect(probes()).toBe(3)
    expect(await imports.db().repository.count()).toBe(121)
  })
})
