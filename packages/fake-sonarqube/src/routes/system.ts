import type { Flavor } from '../options.js'
import type { Endpoint } from '../server/call.js'

const versions: Readonly<Record<Flavor, string>> = {
  '9.9': '9.9.8.100196',
  '25': '25.11.0.114957',
  cloud: '8.0.0.61234',
}

export const status: Endpoint = ({ world }) => ({
  id: 'FAKE0000-AYabcdefghijklmnopqr',
  version: versions[world.flavor],
  status: world.isStarting ? 'STARTING' : 'UP',
})

export const version: Endpoint = ({ world }) => versions[world.flavor]

export const validate: Endpoint = ({ token }) => ({ valid: token !== null })
