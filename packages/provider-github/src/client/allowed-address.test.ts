import { ConfigurationError } from '@data-import/core/provider'
import { expect, it } from 'vitest'
import { check } from '../check/check.js'
import { useGithubClient } from '../testing/github-client.fixture.js'

const client = useGithubClient()

it('GITHUB_API_URL that the host refuses is not asked, nor by check', async () => {
  const isAllowedAddress = () => false
  const { github } = await client.open({}, { isAllowedAddress })
  const error = await github.get('/orgs/acme').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ConfigurationError)
  expect(error).toMatchObject({ message: expect.stringMatching(/^GITHUB_API_URL leads to .*isAllowedAddress/) })
  for (const GITHUB_TOKEN of [client.acme().token, '']) {
    const env = { GITHUB_API_URL: client.github().url, GITHUB_ORG: 'acme', GITHUB_TOKEN }
    const findings = await check({ env, signal: new AbortController().signal, isAllowedAddress })
    expect(findings.at(-1)).toMatchObject({ status: 'error', message: expect.stringContaining('isAllowedAddress') })
  }
  expect(client.github().traffic.log).toEqual([])
})

it('a redirect to what the host refuses is not followed', async () => {
  const repository = await client.acme().addRepository({ name: 'old' })
  repository.rename('new')
  const isAllowedAddress = ({ pathname }: URL) => !pathname.startsWith('/repositories') && !pathname.includes('/new')
  const { github } = await client.open({}, { isAllowedAddress })
  await expect(github.get('/repos/acme/old')).rejects.toBeInstanceOf(ConfigurationError)
  expect(client.github().traffic.log.map(({ status }) => status)).toEqual([301])
})
