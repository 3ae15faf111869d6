/** What a page says after an action. The address has the key only, so that nobody can make the page say something else. */
export const notices: Readonly<Record<string, string>> = {
  'person-same': 'Kept: they are one person. The next pass follows it.',
  'person-different': 'Kept: they are two people. The next pass follows it.',
  'decision-undone': 'Taken back: the next pass goes by the rules again.',
  'decision-gone': 'There was no such decision any more.',
  'look-again': 'The next pass will look at it again, even if a probe says that nothing has changed.',
  run: 'A pass was asked for. This page follows it once it runs.',
}
