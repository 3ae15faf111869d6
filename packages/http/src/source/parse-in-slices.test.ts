import { setImmediate as nextTurn } from 'node:timers/promises'
import { TransientError } from '@data-import/core/provider'
import { randomRuns } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseInSlices } from './parse-in-slices.js'

const breathe = () => nextTurn()
const outcomeOf = async (read: () => unknown) => {
  try {
    return { value: await read() }
  } catch {
    return 'refused'
  }
}
/** Longer than what is read at once. */
const filler = (count: number) => Array.from({ length: count }, (_, id) => ({ id, title: `"Card" \\ [${id}], {é}` }))

it('reads what JSON.parse reads, whatever stands beside a part that is long', async () => {
  const long = filler(6_000)
  const property = fc.asyncProperty(
    fc.json(),
    fc.json(),
    fc.integer({ min: 0, max: 3 }),
    async (before, after, where) => {
      const list = JSON.stringify(long)
      const text = [
        `[${before}, ${list} ,${after}]`,
        `{"__proto__": ${before}, "long" : ${list}, "b\\"": ${after} }`,
        ` {"a":{"b":[[${before}],[${list},${after}]]},"c":${after}} `,
        `[${list.slice(1, -1)},${before},${after}]`,
      ][where] as string
      expect(await parseInSlices(text, breathe)).toEqual(JSON.parse(text))
    },
  )
  await fc.assert(property, randomRuns(20, 160))
})

it('refuses what JSON.parse refuses', async () => {
  const list = JSON.stringify(filler(6_000))
  const inner = list.slice(1, -1)
  const texts = [
    `[${inner},]`,
    `[,${inner}]`,
    `[${inner},,1]`,
    `[${inner}`,
    `[${inner}}`,
    `${list}]`,
    `${list} 1`,
    `1 ${list}`,
    `${list},`,
    `{"a":${list} 1}`,
    `{"a":${list},}`,
    `{"a" ${list}}`,
    `{${list}}`,
    `{1:${list}}`,
    `[1 ${list}]`,
    `[${list} 1]`,
    `[${inner},"a]`,
    `${list}${list}`,
    `[${inner},{"a":1,}]`,
  ]
  for (const text of texts) {
    expect([text.slice(-20), await outcomeOf(() => JSON.parse(text))]).toEqual([text.slice(-20), 'refused'])
    expect([text.slice(-20), await outcomeOf(() => parseInSlices(text, breathe))]).toEqual([text.slice(-20), 'refused'])
  }
})

it('lets others continue while it reads', async () => {
  const text = JSON.stringify({ cards: filler(150_000) })
  let turns = 0
  await parseInSlices(text, async () => {
    turns++
    await nextTurn()
  })
  expect(turns).toBeGreaterThan(text.length / 200_000)
})

it.each(['{},', '[],', '1,', '"",'])('refuses millions of %s before it makes them', async (value) => {
  const text = `[${value.repeat(4_000_000)}0]`
  await expect(parseInSlices(text, breathe)).rejects.toThrow(TransientError)
})

it('refuses what is nested without end', async () => {
  await expect(parseInSlices('['.repeat(5_000_000), breathe)).rejects.toThrow('nested deeper than 1000')
})
