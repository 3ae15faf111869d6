import type { WebhookProof } from '@data-import/core/provider'

/** Jenkins has no webhooks of its own, and the plugins that send some sign nothing. */
export const webhookProofs: readonly WebhookProof[] = [{ kind: 'path' }]
