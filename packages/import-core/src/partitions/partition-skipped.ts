/** Thrown by `skip` to end a walk; never leaves this package. */
export class PartitionSkipped extends Error {
  override readonly name = 'PartitionSkipped'
}
