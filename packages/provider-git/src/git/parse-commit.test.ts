import { expect, it } from 'vitest'
import { firstParentOf, parentsOf, parseCommit, parsePeople } from './parse-commit.js'
import { createPersonReader } from './parse-person.js'

const sha = 'a'.repeat(40)
const tree = `tree ${'b'.repeat(40)}`
const person = 'Ada <ada@acme.example> 1700000000 +0100'
const parse = (text: string, encoding: BufferEncoding = 'utf8') => parseCommit(sha, Buffer.from(text, encoding))

it('reads parents, people, times and the message', () => {
  const parents = ['c'.repeat(40), 'd'.repeat(40)]
  const commit = parse(
    `${tree}\nparent ${parents[0]}\nparent ${parents[1]}\nauthor ${person}\ncommitter Bo <bo@acme.example> 1700000060 -0500\n\nSubject\n\nBody\n\n`,
  )
  expect(commit).toEqual({
    sha,
    parents,
    author: { name: 'Ada', email: 'ada@acme.example', at: new Date(1_700_000_000_000) },
    committer: { name: 'Bo', email: 'bo@acme.example', at: new Date(1_700_000_060_000) },
    message: 'Subject\n\nBody',
  })
})

it('passes over signatures and merged tags, whatever their lines say', () => {
  const commit = parse(
    `${tree}\nauthor ${person}\ncommitter ${person}\ngpgsig -----BEGIN\n author Mallory <m@evil.example> 1 +0000\n parent ${'e'.repeat(40)}\n \n -----END\nmergetag object x\n tagger T <t@t> 1 +0000\n\nSigned\n`,
  )
  expect(commit).toMatchObject({ author: { name: 'Ada' }, parents: [], message: 'Signed' })
})

it.each([
  ['no e-mail', 'author Ada <> 1700000000 +0000', { name: 'Ada', email: '', at: new Date(1_700_000_000_000) }],
  ['no name', 'author  <ada@acme.example> 1 +0000', { name: '', email: 'ada@acme.example', at: new Date(1000) }],
  ['neither brackets nor time', 'author Ada', { name: 'Ada', email: '', at: null }],
  ['no brackets', 'author Ada 1700000000 +0000', { name: 'Ada', email: '', at: new Date(1_700_000_000_000) }],
  ['brackets in the name', 'author A > B <a@b> 5 +0000', { name: 'A > B', email: 'a@b', at: new Date(5000) }],
  ['two e-mails', 'author A <a@b> <c@d> 5 +0000', { name: 'A', email: 'a@b', at: new Date(5000) }],
  ['before 1970', 'author A <a@b> -86400 +0000', { name: 'A', email: 'a@b', at: new Date('1969-12-31T00:00:00Z') }],
  ['after 2100', 'author A <a@b> 4133980800 +0000', { name: 'A', email: 'a@b', at: new Date('2101-01-01T00:00:00Z') }],
  ['an absurd time', 'author A <a@b> 18446744073709551615 +0000', { name: 'A', email: 'a@b', at: null }],
  ['the year 10000', 'author A <a@b> 253402300800 +0000', { name: 'A', email: 'a@b', at: null }],
  ['a broken zone', 'author A <a@b> 5 +9999999', { name: 'A', email: 'a@b', at: new Date(5000) }],
  ['NUL in the name', 'author A\0B <a@b> 5 +0000', { name: 'AB', email: 'a@b', at: new Date(5000) }],
])('reads an author with %s', (_, line, author) => {
  const raw = `${tree}\n${line}\ncommitter ${person}\n\nm`
  expect(parse(raw).author).toEqual(author)
  const readPerson = createPersonReader()
  for (const _ of ['first', 'again']) expect(parseCommit(sha, Buffer.from(raw), readPerson).author).toEqual(author)
})

it('takes people apart once, and their time each time', () => {
  const readPerson = createPersonReader()
  const raw = (seconds: number, encoding = '') =>
    Buffer.from(`${tree}\nauthor Gr\xfc <g@x> ${seconds} +0000\ncommitter ${person}${encoding}\n\nm`, 'latin1')
  const [first, second] = [1, 2].map((seconds) => parseCommit(sha, raw(seconds), readPerson).author)
  expect([first, second]).toEqual([1000, 2000].map((at) => ({ name: 'Grü', email: 'g@x', at: new Date(at) })))
  expect(parsePeople(raw(1), readPerson).author).toBe(parsePeople(raw(2), readPerson).author)
  expect(parsePeople(raw(1, '\nencoding koi8-r'), readPerson).author.name).toBe('GrЭ')
})

it('finds all parents without parsing the rest', () => {
  const parents = `parent ${'c'.repeat(40)}\nparent ${'d'.repeat(40)}\n`
  const raw = Buffer.from(`${tree}\n${parents}author ${person}\n\nparent ${'e'.repeat(40)}\n`)
  expect(parentsOf(raw)).toEqual(['c'.repeat(40), 'd'.repeat(40)])
  for (const bare of ['', tree, `${tree}\n`, `${tree}\n\nparent x`]) expect(parentsOf(Buffer.from(bare))).toEqual([])
})

it('reads a commit without people, without message, and without anything', () => {
  expect(parse(`${tree}\n`)).toMatchObject({ author: { name: '', email: '', at: null }, message: '' })
  expect(parse('')).toMatchObject({ parents: [], message: '' })
})

it('decodes by the encoding header, which shows bytes that it does not have, else UTF-8, else a byte a character', () => {
  const head = `${tree}\nauthor ${person}\ncommitter ${person}`
  expect(parse(`${head}\n\nGrüße ✓`).message).toBe('Grüße ✓')
  expect(parse(`${head}\n\nGr\xfc\xdfe`, 'latin1').message).toBe('Grüße')
  expect(parse(`${head}\nencoding KOI8-R\n\n\xf0\xf2\xe9`, 'latin1').message).toBe('ПРИ')
  expect(parse(`${head}\nencoding no-such-thing\n\nGrüße`).message).toBe('Grüße')
  expect(parse(`${head}\nencoding shift_jis\n\n\xff\xfe`, 'latin1').message).toBe('\ufffd\ufffd')
})

it('keeps NUL bytes in a message for the database layer to repair', () => {
  expect(parse(`${tree}\n\nbefore\0after`).message).toBe('before\0after')
})

it('finds the first parent without parsing the rest', () => {
  expect(firstParentOf(Buffer.from(`${tree}\nparent abc\nparent def\nauthor ${person}\n\nm`))).toBe('abc')
  expect(firstParentOf(Buffer.from(`${tree}\nauthor ${person}\n\nm`))).toBeUndefined()
})
