import { populate } from '@data-import/fake-sonarqube'
import { describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

describe.each(['9.9', '25', 'cloud'] as const)('SonarQube %s', (flavor) => {
  const imports = useSonarqubeImports({ flavor })

  it('is imported whole, field by field, and again without writing anything', async () => {
    populate(imports.sonarqube(), { projects: 12, seed: 7 })
    const source = await imports.addSource()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source)
    const second = await imports.pass()
    expect(statusesOf(second)).toEqual(allCompleted)
    expect(second.runs.map(({ recordsImported }) => recordsImported)).toEqual([0, 0, 0])
    await imports.expectTruth(source)
  })
})
