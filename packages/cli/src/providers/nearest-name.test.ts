import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.js'

test('finds what was probably meant, and nothing where nothing is near', () => {
  expect(nearestName('GITHB', ['GIT', 'GITHUB', 'JENKINS'])).toBe('GITHUB')
  expect(nearestName('git_pth', ['GIT_PATH', 'GIT_BRANCH'])).toBe('GIT_PATH')
  expect(nearestName('sonarqube', ['GIT', 'GITHUB'])).toBeUndefined()
  expect(nearestName('x', [])).toBeUndefined()
})
