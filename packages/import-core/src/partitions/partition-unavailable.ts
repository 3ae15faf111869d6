/** Thrown by `unavailable` to end a walk; never leaves this package. */
export class PartitionUnavailable extends Error {
  override readonly name = 'PartitionUnavailable'
}
