import type { WebhookProof } from '@data-import/core/provider'

/** https://docs.sonarsource.com/sonarqube-server/project-administration/webhooks */
export const webhookProofs: readonly WebhookProof[] = [
  { kind: 'hmac', header: 'x-sonar-webhook-hmac-sha256', prefix: '' },
]
