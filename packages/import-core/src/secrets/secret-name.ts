const secretName =
  /token|secret|passw(or)?d|passphrase|credential|private_?key|api_?key|access_?key|(^|[_.-])(pat|auth|pwd|pass)([_.-]|$)|(^|[_.-])key$/i
const camelCaseKey = /[a-z]Key$/
/** They end in `KEY`, or hold such a word, and say where or what something is, not how to get in. */
const harmlessName =
  /(project|public|space|board|issue|primary|partition|cache|sort|routing)s?[_.-]?key$|(url|uri|endpoint|address|expir\w*|lifetime|policy|type|count|limit|max\w*|name|id)$|^max/i

/**
 * Whether a setting's or a field's name says that its value is a secret: `FORGE_TOKEN`, `private_key`, `accessKey`. For what
 * nobody has declared; what a provider declares counts whatever its name.
 */
export function isSecretName(name: string): boolean {
  return (secretName.test(name) || camelCaseKey.test(name)) && !harmlessName.test(name)
}
