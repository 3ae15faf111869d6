import type { FakeOwner } from '../fake-owner.js'

/** Makes one change of any kind and says which; the same `random` gives the same change. */
export async function randomChange(_owner: FakeOwner, _random: () => number): Promise<string> {
  throw new Error('not built yet')
}
