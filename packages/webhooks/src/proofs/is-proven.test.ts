import { createHmac } from 'node:crypto'
import type { WebhookProof } from '@data-import/core'
import { webhookProofs as circleci } from '@data-import/provider-circleci'
import { webhookProofs as github } from '@data-import/provider-github'
import { webhookProofs as gitlab } from '@data-import/provider-gitlab'
import { webhookProofs as jenkins } from '@data-import/provider-jenkins'
import { webhookProofs as sonarqube } from '@data-import/provider-sonarqube'
import { describe, expect, it } from 'vitest'
import { type GivenProof, isProven, mayBeProven } from './is-proven.js'

interface Sent {
  proofs: readonly WebhookProof[]
  secrets: readonly string[]
  headers?: Record<string, string>
  body?: string
  pathSecret?: string
  nowMs?: number
}

/** Whether it is, by both looks at it: the first one may never refuse what the second would accept. */
function isRight({ proofs, secrets, headers = {}, body = '', pathSecret, nowMs = 0 }: Sent): boolean {
  const given: GivenProof = { headers: new Headers(headers), secrets, pathSecret, nowMs }
  const bytes = new TextEncoder().encode(body)
  const isIt = proofs.some((proof) => isProven(proof, given, bytes))
  if (isIt) expect(proofs.some((proof) => mayBeProven(proof, given))).toBe(true)
  return isIt
}

const hex = (secret: string, body: string) => createHmac('sha256', secret).update(body).digest('hex')

describe('GitHub', () => {
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
  const documented = {
    proofs: github,
    secrets: ["It's a Secret to Everybody"],
    body: 'Hello, World!',
    headers: { 'X-Hub-Signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' },
  }
  it('signs as it documents', () => expect(isRight(documented)).toBe(true))
  it.each([
    ['one byte of the body changed', { body: 'Hello, World?' }],
    ['a byte more', { body: 'Hello, World!\n' }],
    ['another secret', { secrets: ['another'] }],
    ['no signature', { headers: {} }],
    ['an empty signature', { headers: { 'X-Hub-Signature-256': '' } }],
    [
      'the signature of SHA-1 alone',
      { headers: { 'X-Hub-Signature': 'sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59' } },
    ],
    ['without its prefix', { headers: { 'X-Hub-Signature-256': hex("It's a Secret to Everybody", 'Hello, World!') } }],
  ])('is refused: %s', (_, changed) => expect(isRight({ ...documented, ...changed })).toBe(false))
  it('is right by either secret while one is being changed', () => {
    expect(isRight({ ...documented, secrets: ['the next one', ...documented.secrets] })).toBe(true)
  })
})

describe('CircleCI', () => {
  // https://circleci.com/docs/outbound-webhooks/#validate-webhooks
  it.each([
    ['hello world', 'secret', '734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a'],
    ['lalala', 'another-secret', 'daa220016c8f29a8b214fbfc3671aeec2145cfb1e6790184ffb38b6d0425fa00'],
    ['an-important-request-payload', 'hunter123', '9be2242094a9a8c00c64306f382a7f9d691de910b4a266f67bd314ef18ac49fa'],
  ])('signs %s as it documents', (body, secret, signature) => {
    const sent = { proofs: circleci, secrets: [secret], body, headers: { 'circleci-signature': `v1=${signature}` } }
    expect(isRight(sent)).toBe(true)
    expect(isRight({ ...sent, headers: { 'circleci-signature': `v2=abc,v1=${signature}` } })).toBe(true)
    expect(isRight({ ...sent, headers: { 'circleci-signature': `v2=${signature}` } })).toBe(false)
    expect(isRight({ ...sent, body: `${body} ` })).toBe(false)
  })
})

describe('SonarQube', () => {
  const body = '{"project":{"key":"acme:web"}}'
  const sent = {
    proofs: sonarqube,
    secrets: ['anvil'],
    body,
    headers: { 'X-Sonar-Webhook-HMAC-SHA256': hex('anvil', body) },
  }
  it('signs its body', () => expect(isRight(sent)).toBe(true))
  it('is refused: another body', () => expect(isRight({ ...sent, body: `${body}\n` })).toBe(false))
})

describe('GitLab', () => {
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/index.test.ts
  const signed = {
    proofs: gitlab,
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    body: '{"test": 2432232314}',
    nowMs: 1_614_265_330_000,
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
  }
  const header = (changed: Record<string, string>) => ({ headers: { ...signed.headers, ...changed } })
  it('signs as Standard Webhooks has it', () => {
    expect(isRight(signed)).toBe(true)
    const both = `v1,AAAA ${signed.headers['webhook-signature']}`
    expect(isRight({ ...signed, ...header({ 'webhook-signature': both }) })).toBe(true)
    expect(isRight({ ...signed, nowMs: signed.nowMs + 299_000 })).toBe(true)
  })
  it.each([
    ['one byte of the body changed', { body: '{"test": 2432232315}' }],
    ['five minutes and a second old', { nowMs: signed.nowMs + 301_000 }],
    ['from the future', { nowMs: signed.nowMs - 301_000 }],
    ['another time than the one signed', header({ 'webhook-timestamp': '1614265331' })],
    ['another id', header({ 'webhook-id': 'msg_other' })],
    ['a time that is none', header({ 'webhook-timestamp': 'NaN' })],
    ['another version', header({ 'webhook-signature': signed.headers['webhook-signature'].replace('v1', 'v2') })],
    ['an empty key', { secrets: ['whsec_'] }],
    ['the signing secret sent as a token', { headers: { 'X-Gitlab-Token': 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' } }],
  ])('is refused: %s', (_, changed) => expect(isRight({ ...signed, ...changed })).toBe(false))

  it('sends a secret token as it is', () => {
    const sent = { proofs: gitlab, secrets: ['anvil'], headers: { 'X-Gitlab-Token': 'anvil' } }
    expect(isRight(sent)).toBe(true)
    expect(isRight({ ...sent, headers: { 'X-Gitlab-Token': 'anvil2' } })).toBe(false)
    expect(isRight({ ...sent, headers: { 'X-Gitlab-Token': '' } })).toBe(false)
    expect(isRight({ ...sent, headers: {} })).toBe(false)
  })
})

describe('Jenkins', () => {
  const pathSecret = 'M3p2dWxHbXJ5Q0tqWm5vdA'
  it('has its secret in the path', () => {
    expect(isRight({ proofs: jenkins, secrets: [pathSecret], pathSecret })).toBe(true)
    expect(isRight({ proofs: jenkins, secrets: [pathSecret], pathSecret: `${pathSecret}x` })).toBe(false)
    expect(isRight({ proofs: jenkins, secrets: [pathSecret] })).toBe(false)
  })
  it('takes no secret that can be guessed', () => {
    expect(isRight({ proofs: jenkins, secrets: ['anvil'], pathSecret: 'anvil' })).toBe(false)
  })
})
