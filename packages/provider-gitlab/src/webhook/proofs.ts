import type { WebhookProof } from '@data-import/core/provider'

/** https://docs.gitlab.com/user/project/integrations/webhooks/ */
export const webhookProofs: readonly WebhookProof[] = [
  { kind: 'standard-webhooks' },
  { kind: 'token', header: 'x-gitlab-token' },
]
