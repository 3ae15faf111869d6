import { prepare } from './prepare.mjs'
import { main } from './step.mjs'

await main(() => prepare({ withTypes: true }))
