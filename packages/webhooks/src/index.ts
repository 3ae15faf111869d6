export { createWebhookHandler, type WebhookHandlerOptions } from './create-webhook-handler.js'
export type { WebhookSecrets } from './secrets.js'
