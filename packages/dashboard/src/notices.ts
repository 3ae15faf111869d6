/** What a page says after an action. The address has the key only, so that nobody can make the page say something else. */
export const notices: Readonly<Record<string, string>> = {
  'form-expired': 'That page was out of date, so nothing was done. Try again.',
}
