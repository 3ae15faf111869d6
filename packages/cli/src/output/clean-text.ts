/** Control characters and those that reorder or hide text: a terminal would obey them. */
const unsafe =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Text of the outside world as one line that a terminal shows and doesn't obey. */
export function cleanText(text: string): string {
  return text.replace(/[\r\n\t\u2028\u2029]+/g, ' ').replace(unsafe, '\u00b7')
}
