/** What a page says after an action. The address has the key only, so that nobody can make the page say something else. */
export const notices: Readonly<Record<string, string>> = {
  'look-again': 'The next pass will look at it again, whatever its probe says.',
  run: 'A pass was asked for. This page follows it once it runs.',
}
