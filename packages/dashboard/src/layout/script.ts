/**
 * The page's script: it shows instants in the reader's zone, and fetches a page that is live again every few seconds. It keeps what is
 * open, where the focus is and what is selected. Without it everything works; instants are then in UTC.
 */
export const script = `const zone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const localise = (root) => {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.getTime())) continue
    time.title = time.textContent
    const isToday = at.toDateString() === new Date().toDateString()
    time.textContent = (isToday && 'short' in time.dataset ? clock : 'exact' in time.dataset ? exact : zone).format(at)
  }
  for (const live of root.querySelectorAll('.live')) live.hidden = false
}
const place = (main, element) => [...main.querySelectorAll(element.localName)].indexOf(element)
const busy = () => {
  const { activeElement: active } = document
  return document.hidden || !getSelection().isCollapsed || (active && /^(INPUT|SELECT|TEXTAREA)$/.test(active.tagName))
}
let waited = 1
const next = () => {
  const main = document.querySelector('main[data-live]')
  if (main) setTimeout(refresh, Number(main.dataset.live) * 1000 * waited)
}
const refresh = async () => {
  const main = document.querySelector('main')
  try {
    if (busy()) return
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error' })
    if (!answer.ok) throw new Error(answer.statusText)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('main')
    if (!fresh || busy()) return
    localise(fresh)
    for (const open of main.querySelectorAll('details[id]')) {
      const same = fresh.querySelector('#' + CSS.escape(open.id))
      if (same) same.open = open.open
    }
    fresh.querySelector('.notice')?.remove()
    const active = main.contains(document.activeElement) ? document.activeElement : undefined
    const at = active && active !== main ? place(main, active) : -1
    main.replaceWith(fresh)
    if (at >= 0) fresh.querySelectorAll(active.localName)[at]?.focus({ preventScroll: true })
    document.title = page.title
    waited = 1
  } catch {
    waited = Math.min(waited * 2, 12)
  } finally {
    next()
  }
}
localise(document)
next()
`
