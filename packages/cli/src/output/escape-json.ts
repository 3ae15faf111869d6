/** What `JSON.stringify` doesn't escape and a terminal would obey; it occurs only inside strings. */
const unsafe = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Escapes what a terminal would obey in a JSON document. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
