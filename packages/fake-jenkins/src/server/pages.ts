import type { FakeReply } from '@data-import/fake-server'

const html = { 'content-type': 'text/html;charset=utf-8' }

/** Jetty's page for an error. */
export function errorPage(status: number, title: string): FakeReply {
  return {
    status,
    headers: html,
    body: `<html><head><meta http-equiv="Content-Type" content="text/html;charset=utf-8"/><title>Error ${status} ${title}</title></head><body><h2>HTTP ERROR ${status} ${title}</h2></body></html>`,
  }
}

/** What somebody without an account gets: a page that leads to the login. */
export function loginRequired(path: string, user: string): FakeReply {
  return {
    status: 403,
    headers: { ...html, 'x-you-are-authenticated-as': user, 'x-required-permission': 'hudson.model.Hudson.Read' },
    body: `<html><head><meta http-equiv='refresh' content='1;url=/login?from=${encodeURIComponent(path)}'/></head><body>Authentication required</body></html>`,
  }
}

/** What somebody with too few rights gets. */
export function accessDenied(user: string): FakeReply {
  return {
    status: 403,
    headers: { ...html, 'x-you-are-authenticated-as': user, 'x-required-permission': 'hudson.model.Item.Read' },
    body: `<!DOCTYPE html><html><head><title>Access Denied [Jenkins]</title></head><body>${user} is missing the Job/Read permission</body></html>`,
  }
}

/** A page to log in, as single sign-on serves it with status 200. */
export function loginPage(): FakeReply {
  return {
    status: 200,
    headers: html,
    body: '<!DOCTYPE html><html><head><title>Sign in [Jenkins]</title></head><body><form>…</form></body></html>',
  }
}

/** The first page, of which clients read the headers. */
export function dashboard(): FakeReply {
  return {
    status: 200,
    headers: html,
    body: '<!DOCTYPE html><html><head><title>Dashboard [Jenkins]</title></head></html>',
  }
}
