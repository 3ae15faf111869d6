/** Object ids, held in about as many bytes as they are long. */
export interface ObjectIdSet {
  add(id: string): void
  has(id: string): boolean
}

/** A quarter of the slots stays free, so that a search ends soon. */
const slotsPerId = 4 / 3

/** Creates a set for at most `capacity` ids of `idLength` hexadecimal digits: open addressing over one buffer. */
export function createObjectIdSet(capacity: number, idLength: number): ObjectIdSet {
  const width = idLength / 2
  const slots = Math.ceil(capacity * slotsPerId) + 1
  const table = Buffer.alloc(slots * width)
  const isUsed = new Uint8Array(slots)

  function slotOf(id: Buffer): number {
    let slot = id.readUInt32BE(0) % slots
    while (isUsed[slot] === 1 && table.compare(id, 0, width, slot * width, (slot + 1) * width) !== 0) {
      slot = (slot + 1) % slots
    }
    return slot
  }

  return {
    add(id) {
      const bytes = Buffer.from(id, 'hex')
      const slot = slotOf(bytes)
      bytes.copy(table, slot * width)
      isUsed[slot] = 1
    },
    has: (id) => isUsed[slotOf(Buffer.from(id, 'hex'))] === 1,
  }
}
