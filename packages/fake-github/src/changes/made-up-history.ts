import type { CommitPlan } from '../git/commit-plan.js'
import type { World } from '../state/world.js'
import { madeUpFiles, madeUpTitle } from './made-up-files.js'
import { somePerson } from './made-up-people.js'

/** A straight line of commits, spread evenly over a span. */
export function* madeUpHistory(
  world: World,
  span: { readonly ref: string; readonly commits: number; readonly from: Date; readonly to: Date },
): Generator<CommitPlan> {
  const step = span.commits > 1 ? (span.to.getTime() - span.from.getTime()) / (span.commits - 1) : 0
  for (let index = 0; index < span.commits; index += 1) {
    const person = somePerson(world)
    const date = new Date(span.from.getTime() + step * index)
    yield {
      ref: span.ref,
      parents: index === 0 ? [] : [index - 1],
      author: { ...person, date },
      committer: { ...person, date },
      message: `${madeUpTitle(world.random)}\n`,
      files: madeUpFiles(world.random),
    }
  }
}
