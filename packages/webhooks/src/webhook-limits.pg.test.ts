import type { Provider } from '@data-import/core/provider'
import { expect, it, test } from 'vitest'
import { useAcmeWebhooks } from './acme-webhooks.fixture.js'

const { ids, notices, provider, handler, request, isUntouched } = useAcmeWebhooks()

test.each([
  { unknownLookMs: 0.5 },
  { unknownLookMs: -1 },
  { unknownLookMs: Number.POSITIVE_INFINITY },
  { unknownLookMs: 2 ** 31 },
  { bodyTimeoutMs: 0 },
  { bodyTimeoutMs: Number.NaN },
  { bodyTimeoutMs: 2 ** 31 },
  { maximumBytes: 0 },
  { maximumBytes: 1.5 },
])('%j is refused at once', (options) => {
  expect(() => handler(options)).toThrow(`${Object.keys(options)[0]} must be a whole number`)
})

it('a secret that can not be used is told of once for each data source', async () => {
  const inPath: Provider = { ...provider, webhookProofs: [{ kind: 'path' }] }
  const handle = handler({ providers: [inPath] })
  for (const to of [ids.ours, ids.ours, ids.theirs, `${ids.ours}/x`]) {
    expect((await handle(request({ to }))).status).toBe(404)
  }
  expect(notices).toEqual([expect.stringContaining(ids.ours), expect.stringContaining(ids.theirs)])
})

it('a body longer than the host allows is refused', async () => {
  const body = '{"repository":"a"}'
  expect((await handler({ maximumBytes: body.length - 1 })(request({ body }))).status).toBe(413)
  expect(await isUntouched()).toBe(true)
  expect((await handler({ maximumBytes: body.length })(request({ body }))).status).toBe(202)
})

/** A request of somebody who knows no secret and lets us wait for the rest. */
function createEndless(bytes: number) {
  let isRead = () => {}
  const read = new Promise<void>((resolve) => {
    isRead = resolve
  })
  let pulls = 0
  const body = new ReadableStream(
    {
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(new Uint8Array(bytes))
        else isRead()
        return pulls > 1 ? new Promise<void>(() => undefined) : undefined
      },
    },
    { highWaterMark: 0 },
  )
  const init = { method: 'POST', headers: { 'x-acme-signature': 'sha256=00' }, body, duplex: 'half' }
  return { sent: new Request(`https://acme.example/webhooks/${ids.ours}`, init as RequestInit), read }
}

it('bodies in memory are bounded: who comes then is asked to come again, and gets through afterwards', async () => {
  const handle = handler({ maximumBytes: 1_000, bodyTimeoutMs: 2_000 })
  const endless = Array.from({ length: 4 }, () => createEndless(999))
  const answers = endless.map(({ sent }) => handle(sent))
  await Promise.all(endless.map(({ read }) => read))
  const refused = await handle(request())
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
  expect(await isUntouched()).toBe(true)
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([408, 408, 408, 408])
  expect((await handle(request())).status).toBe(202)
})
