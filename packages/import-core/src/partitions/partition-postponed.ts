/** Thrown by `postpone` to end a walk; never leaves this package. */
export class PartitionPostponed extends Error {
  override readonly name = 'PartitionPostponed'
}
