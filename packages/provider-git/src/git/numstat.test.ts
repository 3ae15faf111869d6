import { expect, it } from 'vitest'
import { changedFiles } from './changed-files.js'
import { createNumstatReader } from './numstat.js'

const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(40))
const output = [
  `${one}\0`,
  '10\t2\tplain.ts\0',
  '-\t-\tpicture.png\0',
  '1\t1\tname\nwith\n.\nnewlines\0',
  '3\t4\t\0.\nold\0new\0',
  `${two}\0`,
  `${three}\0`,
  '0\t7\t.\n\0',
  '.\n',
].join('')

it.each([1, 2, 5, 10_000])('adds up what arrives in pieces of %i bytes, up to the marker', (size) => {
  const reader = createNumstatReader()
  const bytes = Buffer.from(output)
  const ends: boolean[] = []
  for (let start = 0; start < bytes.length; start += size) ends.push(reader.push(bytes.subarray(start, start + size)))
  expect(ends.indexOf(true)).toBe(ends.length - 1)
  expect(reader.commits).toEqual([one, two, three])
  expect(reader.counts).toEqual([
    { linesAdded: 14, linesRemoved: 7, filesChanged: 4 },
    { linesAdded: 0, linesRemoved: 0, filesChanged: 0 },
    { linesAdded: 0, linesRemoved: 7, filesChanged: 1 },
  ])
})

it.each([1, 2, 5, 10_000])('keeps the files of each commit, in pieces of %i bytes too', (size) => {
  const reader = createNumstatReader({ keepsFiles: true })
  const bytes = Buffer.from(output)
  for (let start = 0; start < bytes.length; start += size) reader.push(bytes.subarray(start, start + size))
  const files = reader.counts.map((counts) =>
    [...changedFiles(counts)].map(({ linesAdded, linesRemoved, path, renamedFrom }) =>
      [linesAdded, linesRemoved, path, renamedFrom].map((value) => (value === null ? null : String(value))),
    ),
  )
  expect(files).toEqual([
    [
      ['10', '2', 'plain.ts', null],
      [null, null, 'picture.png', null],
      ['1', '1', 'name\nwith\n.\nnewlines', null],
      ['3', '4', 'new', '.\nold'],
    ],
    [],
    [['0', '7', '.\n', null]],
  ])
})
