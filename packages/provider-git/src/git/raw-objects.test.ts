import { expect, it } from 'vitest'
import { collect } from '../test-repository.js'
import { rawObjects } from './raw-objects.js'

async function* inPiecesOf(size: number, text: string) {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const output = 'aa commit 3\none\nbb commit 0\n\ncc commit 7\nt\nw\0o!!\ndd commit 4\nfour\n'

it.each([1, 2, 3, 7, 1000])('splits objects that arrive in pieces of %i bytes', async (size) => {
  const objects = (await collect(rawObjects(inPiecesOf(size, output)))).flat()
  expect(objects.map(({ sha, content }) => [sha, content.toString()])).toEqual([
    ['aa', 'one'],
    ['bb', ''],
    ['cc', 't\nw\0o!!'],
    ['dd', 'four'],
  ])
})

it.each([1, 3, 1000])('keeps the beginning of an object that is too big, in pieces of %i bytes', async (size) => {
  const objects = (await collect(rawObjects(inPiecesOf(size, output), 5))).flat()
  expect(objects.map(({ sha, content, omittedBytes }) => [sha, content.toString(), omittedBytes])).toEqual([
    ['aa', 'one', 0],
    ['bb', '', 0],
    ['cc', 't\nw\0o', 2],
    ['dd', 'four', 0],
  ])
})

it('says which commit is missing', async () => {
  await expect(collect(rawObjects(inPiecesOf(50, 'aa commit 1\nx\nbb missing\n')))).rejects.toThrow(/bb can't be read/)
})
