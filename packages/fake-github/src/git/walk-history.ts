import type { CommitRecord } from './commit-record.js'

/** Everything reachable from a commit in the order of `git log`: newest committer date first, else as it was met. */
export function walkHistory(commits: ReadonlyMap<string, CommitRecord>, head: string): CommitRecord[] {
  const order: CommitRecord[] = []
  const met = new Set([head])
  const queue = createDateQueue()
  const first = commits.get(head)
  if (first) queue.add(first)
  for (let commit = queue.take(); commit; commit = queue.take()) {
    order.push(commit)
    for (const sha of commit.parents) {
      const parent = commits.get(sha)
      if (met.has(sha) || !parent) continue
      met.add(sha)
      queue.add(parent)
    }
  }
  return order
}

/** A binary heap; equal dates leave in the order in which they came. */
function createDateQueue() {
  const heap: { commit: CommitRecord; turn: number }[] = []
  let turns = 0
  const isBefore = (left: number, right: number) => {
    const a = heap[left]
    const b = heap[right]
    if (!a || !b) return false
    const difference = b.commit.committer.seconds - a.commit.committer.seconds
    return difference === 0 ? a.turn < b.turn : difference < 0
  }
  const swap = (left: number, right: number) => {
    const a = heap[left]
    const b = heap[right]
    if (!a || !b) return
    heap[left] = b
    heap[right] = a
  }
  return {
    add(commit: CommitRecord) {
      turns += 1
      heap.push({ commit, turn: turns })
      for (let index = heap.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1
        if (!isBefore(index, parent)) break
        swap(index, parent)
        index = parent
      }
    },
    take(): CommitRecord | undefined {
      swap(0, heap.length - 1)
      const top = heap.pop()
      for (let index = 0; ; ) {
        const left = 2 * index + 1
        const next = isBefore(left + 1, left) ? left + 1 : left
        if (!isBefore(next, index)) break
        swap(index, next)
        index = next
      }
      return top?.commit
    },
  }
}
