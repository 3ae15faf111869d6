import { startProxy } from '../proxy/start-proxy.js'
import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { interruptWalk } from '../trial/interrupt-walk.js'

/** Where the configured address changes while a walk has a position, the walk continues or starts over at the new one. */
export const movedAddress = defineRule('moved address', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { addressKey = '', env } = trial.system
  const { rows } = await firstImport(lab, trial)
  const source = await trial.addSource()
  await interruptWalk(lab, trial, source)
  const moved = await startProxy(env[addressKey] ?? '', addressKey)
  trial.naming.origins = [...trial.naming.origins, moved.origin]
  try {
    await trial.db.$executeRawUnsafe(
      'UPDATE data."DataSourceConfig" SET value = $1 WHERE data_source_id = $2 AND key = $3',
      moved.address,
      source.id,
      addressKey,
    )
    // As somebody does who gives the secrets for the new address.
    await trial.db.$executeRawUnsafe(
      'UPDATE data."DataSourceConfig" SET bound_to = NULL WHERE data_source_id = $1',
      source.id,
    )
    await converge(lab, trial, source, {
      after: `after ${addressKey} was changed while a walk had a position`,
      right: rows,
      advice:
        'Keep no address in a cursor or state: the path and query of a link, or what the vendor calls the position',
      // Who still asks at the old address finds nobody there.
      interfere: () => 'break',
    })
  } finally {
    await moved.close()
  }
})
