/** How a lease is kept; times are milliseconds of a clock that can't be set. */
export interface KeepLeaseOptions {
  leaseMs: number
  /** When the request was sent that the lease was taken with. */
  takenAtMs: number
  now(): number
  /** @returns whether all leases are still there. */
  renew(): Promise<boolean>
}

/**
 * How long before its end a holder stops trusting a lease, as a part of its lifetime: scripts that are aborted then have
 * ended before somebody else can get in.
 */
const untrustedPart = 1 / 5

/**
 * Renews a lease at a third of its lifetime. One that can't be renewed is given up before it runs out: since the database
 * counts from when it got a request, and this process from when it sent it, the holder is always first.
 * @returns a function that stops it.
 */
export function keepLease(
  { leaseMs, takenAtMs, now, renew }: KeepLeaseOptions,
  lose: (reason: string, cause?: unknown) => void,
): () => void {
  let isStopped = false
  let renewal: NodeJS.Timeout
  let giveUp: NodeJS.Timeout
  let failure: unknown
  const end = () => {
    isStopped = true
    clearTimeout(renewal)
    clearTimeout(giveUp)
  }
  const trustFrom = (sentAtMs: number) => {
    clearTimeout(giveUp)
    const untilMs = sentAtMs + leaseMs * (1 - untrustedPart)
    giveUp = setTimeout(() => {
      end()
      lose('its lease could not be renewed in time', failure)
    }, untilMs - now()).unref()
  }
  const beat = async () => {
    const sentAtMs = now()
    try {
      const isHeld = await renew()
      if (isStopped) return
      if (!isHeld) {
        end()
        return lose('its lease ran out')
      }
      failure = undefined
      trustFrom(sentAtMs)
      renewal = setTimeout(beat, leaseMs / 3).unref()
    } catch (error) {
      failure = error
      if (!isStopped) renewal = setTimeout(beat, leaseMs / 15).unref()
    }
  }
  trustFrom(takenAtMs)
  renewal = setTimeout(beat, leaseMs / 3).unref()
  return end
}
