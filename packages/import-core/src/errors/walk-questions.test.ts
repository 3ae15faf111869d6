import { expect, test, vi } from 'vitest'
import { asWalk, isOwnQuestion } from './walk-questions.js'

test('a question finds its walk, whichever copy of the package walks and whichever asks', async () => {
  vi.resetModules()
  const copy = await import('./walk-questions.js')
  expect(copy.isOwnQuestion).not.toBe(isOwnQuestion)
  const answers = asWalk(() => [
    copy.isOwnQuestion('/boards/7'),
    isOwnQuestion('/cards/1'),
    copy.isOwnQuestion('/cards/2'),
  ])
  expect(answers).toEqual([true, false, false])
})
