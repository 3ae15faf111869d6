const userInAddress = /([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]*@/gi
const secretInQuery = /([?&][^=\s&'"]*(?:token|key|secret|password)[^=\s&'"]*=)[^&\s'"]+/gi

/** A text with the user part of every address in it replaced by `***`. */
export function withoutCredentials(text: string): string {
  return text.replace(userInAddress, '$1***@').replace(secretInQuery, '$1***')
}
