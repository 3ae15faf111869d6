import { type Html, html } from '../html/html.js'

/** A form that is only a button. */
export function actionForm(target: string, fields: Readonly<Record<string, string>>, label: string): Html {
  return html`<form method="post" action="${target}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button>${label}</button></form>`
}
