/** Sums of lines by simple-git's `log`: merges against their first parent, renames found. */
import { createRequire } from 'node:module'

const [environment, repository] = process.argv.slice(2)
const { simpleGit } = createRequire(`${environment}/package.json`)('simple-git')
const options = { '--numstat': null, '--diff-merges': 'first-parent', '-M': null }
const { all } = await simpleGit(repository).log({ ...options, format: { hash: '%H' } })
const files = all.flatMap(({ diff }) => diff?.files ?? [])
const sum = (of) => files.reduce((total, file) => total + (file[of] ?? 0), 0)
process.stdout.write(JSON.stringify({ commits: all.length, added: sum('insertions'), removed: sum('deletions') }))
