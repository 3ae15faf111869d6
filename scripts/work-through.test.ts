import { expect, it } from 'vitest'
import { workThrough } from './work-through.mjs'

/** Works that end when the test says so, and what was begun. */
function works() {
  const begun: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const work = (name: string) =>
    new Promise<void>((resolve, reject) => {
      begun.push(name)
      ends.set(name, (error) => (error ? reject(error) : resolve()))
    })
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { begun, work, end }
}

it('works on as many things at once as it may', async () => {
  const { begun, work, end } = works()
  const all = workThrough(['a', 'b', 'c'], work, { atOnce: 2 })
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  await end('a')
  await end('c')
  await all
})

it('works on each thing after those that it needs', async () => {
  const { begun, work, end } = works()
  const needs = (name: string) => (name === 'cli' ? ['core', 'model'] : [])
  const all = workThrough(['cli', 'core', 'model'], work, { atOnce: 3, needs })
  expect(begun).toEqual(['core', 'model'])
  await end('core')
  expect(begun).toEqual(['core', 'model'])
  await end('model')
  expect(begun).toEqual(['core', 'model', 'cli'])
  await end('cli')
  await all
})

it('begins nothing after a failure, and throws it once what had begun has ended', async () => {
  const { begun, work, end } = works()
  let hasEnded = false
  const all = workThrough(['a', 'b', 'c'], work, { atOnce: 2 }).finally(() => {
    hasEnded = true
  })
  const failed = expect(all).rejects.toThrow('broken')
  await end('a', new Error('broken'))
  expect([begun, hasEnded]).toEqual([['a', 'b'], false])
  await end('b')
  await failed
})

it('throws where things need each other', async () => {
  const needs = (name: string) => (name === 'a' ? [] : [name === 'b' ? 'c' : 'b'])
  const done: string[] = []
  const work = async (name: string) => void done.push(name)
  await expect(workThrough(['a', 'b', 'c'], work, { atOnce: 2, needs })).rejects.toThrow(
    '2 of 3 things need each other',
  )
  expect(done).toEqual(['a'])
})
