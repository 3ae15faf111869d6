import type { Route } from '../server/route.js'

/** What the server says of itself; asked without a token too. */
export const metaRoute: Route = {
  method: 'GET',
  pattern: '/meta',
  answer: ({ world }) => ({
    status: 200,
    body: {
      verifiable_password_authentication: false,
      ...(world.flavor === 'enterprise' && { installed_version: '3.19.0' }),
    },
  }),
}
