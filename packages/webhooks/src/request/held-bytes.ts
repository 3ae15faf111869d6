/** Counts the bytes of one request's body that are in memory. */
export interface HeldBody {
  /** @returns false where all requests together would hold too much. */
  add(bytes: number): boolean
  /** The body is no longer needed. */
  release(): void
}

/** Makes what bounds the bytes that all requests together hold in memory: anybody may send a body before its signature is known to be wrong. */
export function createHeldBytes(mostBytes: number): () => HeldBody {
  let all = 0
  return () => {
    let own = 0
    return {
      add(bytes) {
        if (all + bytes > mostBytes) return false
        all += bytes
        own += bytes
        return true
      },
      release() {
        all -= own
        own = 0
      },
    }
  }
}
