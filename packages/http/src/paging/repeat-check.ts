/**
 * Makes what tells whether a position comes again, at once or after others, and needs no memory of them all: Brent's way to
 * find a cycle, https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm
 */
export function createRepeatCheck(start: string | null): (position: string) => boolean {
  let kept = start
  let last = start
  let steps = 0
  let most = 1
  return (position) => {
    if (position === last || position === kept) return true
    last = position
    if (++steps === most) {
      kept = position
      steps = 0
      most *= 2
    }
    return false
  }
}
