import { ConfigurationError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { linkPaging } from '../paging/link-paging.js'
import { createHttpSource } from './create-http-source.js'
import { createGuardedFetch } from './guarded-fetch.js'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const isAllowedAddress = async (url: URL) => !url.pathname.startsWith('/internal')
const { signal } = new AbortController()
const open = () => createHttpSource({ signal, isAllowedAddress }, { name: 'Acme Board', baseUrl: server.origin() })
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

describe('what the host refuses is not asked', () => {
  it('when a redirect leads there', async () => {
    server.answer((_, response) => response.writeHead(302, { location: '/internal/keys' }).end())
    const error = await failure(open().get('/boards'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({
      message: `The address of Acme Board leads to ${server.origin()}, which isAllowedAddress of the orchestrator refuses: correct the address, or allow it there.`,
    })
    expect(server.asked).toEqual(['GET /boards'])
  })

  it('when a next link leads there', async () => {
    server.answer((_, response) => response.setHeader('link', '</internal/keys>; rel="next"').end('[1]'))
    const read = async () => {
      for await (const _ of open().pages('/boards', { paging: linkPaging() }));
    }
    expect(await failure(read())).toBeInstanceOf(ConfigurationError)
    expect(server.asked).toEqual(['GET /boards'])
  })

  it('when it is the address itself, for a client of the vendor too', async () => {
    const baseUrl = `${server.origin()}/internal`
    const guarded = createGuardedFetch({ baseUrl, addressName: 'ACME_URL', isAllowedAddress })
    expect(await failure(guarded(baseUrl))).toMatchObject({ message: expect.stringMatching(/^ACME_URL leads to/) })
    expect(server.asked).toEqual([])
  })
})

it('only true allows: a rule that fails or says nothing refuses', async () => {
  const says = (isAllowedAddress: (url: URL) => unknown) =>
    // A host may be JavaScript.
    failure(
      createGuardedFetch({ baseUrl: server.origin(), isAllowedAddress: isAllowedAddress as () => boolean })(
        server.origin(),
      ),
    )
  for (const verdict of [undefined, 1, 'yes', null])
    expect(await says(() => verdict)).toBeInstanceOf(ConfigurationError)
  const cause = new Error('no such host')
  const failed = { message: expect.stringContaining('failed to say whether that is allowed'), cause }
  expect(await says(() => Promise.reject(cause))).toMatchObject(failed)
  const thrown = () => {
    throw cause
  }
  expect(await says(thrown)).toMatchObject(failed)
  expect(server.asked).toEqual([])
  expect(await says(() => true)).toMatchObject({ status: 200 })
})

it('the rule sees no credentials, and what it does to the address changes nothing', async () => {
  const seen: string[] = []
  const guarded = createGuardedFetch({
    baseUrl: server.origin(),
    isAllowedAddress(url) {
      seen.push(url.href)
      url.pathname = '/elsewhere'
      return true
    },
  })
  server.answer((_, response, { pathname }) => {
    const location = `http://bo:hunter22@${new URL(server.origin()).host}/two`
    if (pathname === '/one') response.writeHead(302, { location }).end()
    else response.end('{}')
  })
  await guarded(`${server.origin()}/one`)
  expect(server.asked).toEqual(['GET /one', 'GET /two'])
  expect(seen).toEqual([`${server.origin()}/one`, `${server.origin()}/two`])
})
