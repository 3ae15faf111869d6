import { type Html, html } from './html.js'

/** A name that was imported: text from right to left doesn't turn what stands around it, and a long word breaks. */
export function imported(text: string): Html {
  return html`<bdi class="name">${text}</bdi>`
}
