import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { testRepository } from '../test-repository.js'
import { decodeText } from './decode-text.js'
import { parseCommit } from './parse-commit.js'

/** A text in an encoding, made by the converter that git uses too. */
function encoded(text: string, encoding: string): Buffer {
  const converted = spawnSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: text })
  if (converted.status !== 0) throw new Error(`iconv has no ${encoding}: ${converted.stderr.toString()}`)
  return converted.stdout
}

const names: [string, string[]][] = [
  ['陈晓', ['CP936', 'GBK', 'GB18030', 'GB2312', 'EUC-CN', 'MS936']],
  ['陳曉', ['BIG5', 'CP950', 'BIG5-HKSCS']],
  ['小松 山田', ['CP932', 'Shift_JIS', 'SJIS', 'WINDOWS-31J', 'EUC-JP', 'UJIS', 'ISO-2022-JP', 'CSISO2022JP']],
  ['김철수', ['CP949', 'UHC', 'EUC-KR', 'ISO-2022-KR']],
  [
    'Müller',
    ['CP850', 'CP437', 'CP852', 'IBM850', '850', 'ISO-8859-1', 'latin1', 'ISO8859-15', 'MACINTOSH', 'HP-ROMAN8'],
  ],
  ['Иван', ['KOI8-R', 'KOI8-U', 'CP866', 'CP855', 'CP1251', 'WINDOWS-1251', 'ISO-8859-5', 'MAC-CYRILLIC']],
  ['βγ', ['CP737', 'CP869', 'ISO-8859-7', 'WINDOWS-1253']],
  ['שלום', ['CP862', 'ISO-8859-8', 'CP1255']],
  ['Łukasz', ['ISO-8859-2', 'CP1250', 'ISO-8859-16', 'latin2']],
  ['ธนา', ['TIS-620', 'CP874']],
]

describe.each(names)('%s', (name, encodings) => {
  it.each(encodings)('is read in %s as git shows it, and the e-mail with it', (encoding) => {
    const { folder, commitObject } = testRepository()
    // git loses a letter of CP1255 at the very end.
    const message = `${name}: ${name}.`
    const person = Buffer.concat([encoded(name, encoding), Buffer.from(' <ada@acme.example> 1700000000 +0000\n')])
    const raw = Buffer.concat([
      Buffer.from('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor '),
      person,
      Buffer.from('committer '),
      person,
      Buffer.from(`encoding ${encoding}\n\n`),
      encoded(message, encoding),
    ])
    const commit = parseCommit('a', raw)
    const parsed = [commit.author.name, commit.author.email, commit.committer.name, commit.message]
    expect(parsed).toEqual([name, 'ada@acme.example', name, message])
    expect(commit.author.at).toEqual(new Date(1_700_000_000_000))
    const shown = execFileSync(
      'git',
      ['-c', 'i18n.logOutputEncoding=UTF-8', 'show', '-s', '--format=%an%n%ae%n%cn%n%B', commitObject(raw)],
      { cwd: folder },
    )
    expect(parsed).toEqual(shown.toString().trim().split('\n'))
  })
})

it('shows a byte that its encoding does not have, and keeps the characters around it', () => {
  expect(decodeText(Buffer.concat([encoded('陈', 'CP936'), Buffer.from([0xff]), Buffer.from('x')]), 'CP936')).toBe(
    '陈�x',
  )
  expect(decodeText(Buffer.concat([encoded('山', 'ISO-2022-JP'), Buffer.from([0xff])]), 'ISO-2022-JP')).toBe('山�')
})

it('takes UTF-8 for UTF-8 where the header claims what the bytes are not', () => {
  for (const encoding of ['KOI7', 'bogus', 'UTF-16LE', 'UTF-7', 'UCS-4', 'IBM037', 'constructor', '']) {
    expect(decodeText(Buffer.from('Müller'), encoding), encoding).toBe('Müller')
  }
  expect(decodeText(Buffer.from('Müller 山'), 'ISO-2022-JP')).toBe('Müller 山')
})

it.each([
  'UTF-16',
  'UTF-16LE',
  'UTF-32',
  'UTF-7',
  'IBM037',
  'ISO646-JP',
  'HZ',
  'Shift_JIS',
  'ISO-2022-JP',
  'base64',
  'hex',
])('an e-mail of plain letters is the same person, whatever encoding a commit claims (%s)', (encoding) => {
  expect(decodeText(Buffer.from('ada+~\\x@acme.example'), encoding)).toBe('ada+~\\x@acme.example')
})
