import { expect, it } from 'vitest'
import { requireLogin } from '../app/require-login.server'

it.each(['http://localhost:3000/', 'http://127.0.0.1:3000/?index', 'http://[::1]:3000/'])('lets in %s', async (url) => {
  await expect(requireLogin(new Request(url))).resolves.toBeUndefined()
})

it.each(['https://imports.acme.example/', 'http://192.0.2.7:3000/', 'http://localhost.acme.example/'])(
  'refuses %s, and says where a login goes',
  async (url) => {
    const refusal: unknown = await requireLogin(new Request(url)).catch((answer: unknown) => answer)
    expect(refusal).toBeInstanceOf(Response)
    const { status } = refusal as Response
    expect(status).toBe(403)
    expect(await (refusal as Response).text()).toContain('app/require-login.server.ts')
  },
)
