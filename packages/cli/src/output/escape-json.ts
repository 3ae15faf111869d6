/** What `JSON.stringify` leaves as it is, and a terminal would obey: it can only stand inside of texts. */
const unsafe = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** The same JSON document, with nothing in it that a terminal would obey. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
