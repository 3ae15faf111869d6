/** Thrown by `restart` to begin a walk anew; never leaves this package. */
export class PartitionRestart extends Error {
  override readonly name = 'PartitionRestart'
}
