import { generate } from '../../scripts/generate.mjs'

await generate()
