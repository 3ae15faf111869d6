import { startTimer } from './time-limits.js'

/** Said of what did not settle in time. */
export const late: unique symbol = Symbol('late')

/** The work's outcome, or {@link late} when it takes longer; what it comes to afterwards is dropped. */
export async function settleBefore<Result>(work: Promise<Result>, limitMs: number): Promise<Result | typeof late> {
  let forget = () => {}
  const limit = new Promise<typeof late>((resolve) => {
    forget = startTimer(limitMs, () => resolve(late))
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    forget()
    work.catch(() => undefined)
  }
}
