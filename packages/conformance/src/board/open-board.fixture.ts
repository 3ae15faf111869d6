import type { OpenRequest, OutsideSystem } from '../options.js'
import { boardToken, mostFound, startFakeBoard } from './start-fake-board.fixture.js'

/** The fake board as the conformance kit opens it. */
export async function openBoard(request: OpenRequest): Promise<OutsideSystem> {
  const fake = await startFakeBoard(request)
  return {
    env: { BOARD_URL: fake.url, BOARD_TOKEN: boardToken },
    addressKey: 'BOARD_URL',
    expected: fake.counts,
    change: fake.addAndChange,
    remove: fake.removeOldest,
    addPartition: fake.addOldBoard,
    begin: fake.begin,
    finish: fake.finish,
    addChildren: fake.addComments,
    mostResults: mostFound,
    close: fake.close,
  }
}
