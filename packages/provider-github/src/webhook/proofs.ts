import type { WebhookProof } from '@data-import/core/provider'

/** https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export const webhookProofs: readonly WebhookProof[] = [
  { kind: 'hmac', header: 'x-hub-signature-256', prefix: 'sha256=' },
]
