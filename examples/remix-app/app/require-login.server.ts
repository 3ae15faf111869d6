const thisMachine = ['localhost', '127.0.0.1', '[::1]']

/**
 * In place of your application's login, which goes here: whoever may not start imports gets an answer that is thrown.
 * Until then only requests from a browser on this machine are let in.
 */
export async function requireLogin(request: Request): Promise<void> {
  if (thisMachine.includes(new URL(request.url).hostname)) return
  throw new Response('This application has no login yet: app/require-login.server.ts is its place.', { status: 403 })
}
