import type { WebhookProof } from '@data-import/core/provider'

/** https://circleci.com/docs/outbound-webhooks/#validate-webhooks */
export const webhookProofs: readonly WebhookProof[] = [{ kind: 'hmac', header: 'circleci-signature', prefix: 'v1=' }]
