import { wholeNumber } from '@data-import/fake-server'

/** A few source files with new text; some lines stay as they were, so that both additions and deletions come of it. */
export function madeUpFiles(random: () => number, folder = 'src'): [path: string, text: string][] {
  const count = random() < 0.8 ? 1 : 2
  return Array.from({ length: count }, () => [`${folder}/module-${wholeNumber(random, 1, 40)}.ts`, madeUpText(random)])
}

function madeUpText(random: () => number): string {
  const lines = wholeNumber(random, 3, 25)
  return Array.from({ length: lines }, (_, line) => `export const value${line} = ${wholeNumber(random, 0, 2)}\n`).join(
    '',
  )
}

const subjects = ['Fix', 'Add', 'Simplify', 'Rename', 'Speed up', 'Remove', 'Document', 'Überprüfe', 'テスト'] as const
const objects = [
  'the parser',
  'retries',
  'paging',
  'the cache',
  'sign-in ☕',
  'a race',
  'naïve dates',
  'logging',
] as const

/** A commit message or title. */
export function madeUpTitle(random: () => number): string {
  return `${subjects[wholeNumber(random, 0, subjects.length - 1)]} ${objects[wholeNumber(random, 0, objects.length - 1)]}`
}
