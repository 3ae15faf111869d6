import { encodedForms } from './encoded-forms.js'
import { redactError } from './redact-error.js'
import { secretParts } from './secret-parts.js'

/** Replaces secrets in whatever leaves the system. */
export interface Redactor {
  text(text: string): string
  /** A copy of the error whose message, stack, causes and own fields hold no secret. Always an `Error`. */
  error(error: unknown): Error
  /** Whether the text holds one of the secrets, in any form that is masked. */
  holdsSecret(text: string): boolean
}

/** One that can be given more to hide: a secret that was renewed. */
export interface LearningRedactor extends Redactor {
  learn(secret: string): void
}

const mask = '***'
/** Shorter values would mask half of every message. */
const minimumLength = 4
/**
 * `scheme://user:password@host`; a password may hold an `@`. The scheme's length is bounded: without that a long word
 * would be read once for each of its letters.
 */
const credentials = /([a-z][a-z0-9+.-]{0,30}:\/\/)(?:[^\s/@:]*:[^\s/]*|[^\s/@:]*)@/gi
/** `?access_token=…`, also where nobody knows the value: a vendor may hand out tokens of its own. */
const tokenParameter =
  /([?&;](?:access_token|refresh_token|private_token|oauth_token|id_token|client_secret|api_?key|apikey|password|passwd|signature|x-amz-signature|x-amz-credential|x-amz-security-token)=)[^&\s"'<>#;]+/gi
/** `Authorization: Bearer …`, as headers and as objects are printed. */
const authorization = /(authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+)[\w.~+/=-]{4,}/gi

/**
 * Knows the secret values of one data source; masks credentials in URLs and headers always. What passes say is masked
 * already: this is for what a host itself prints.
 *
 * @example
 * ```ts
 * import { createRedactor } from '@data-import/core'
 *
 * const redactor = createRedactor([process.env.GITHUB_TOKEN ?? ''])
 * console.log(redactor.text('fetching https://acme:hunter22@git.acme.example/web.git'))
 * // fetching https://***@git.acme.example/web.git
 * ```
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  return createLearningRedactor(secrets)
}

export function createLearningRedactor(secrets: readonly string[]): LearningRedactor {
  const forms = new Set(secrets.flatMap(formsOf))
  let known = patternOf(forms)
  const text = (given: string) =>
    (known ? given.replace(known, mask) : given)
      .replace(credentials, `$1${mask}@`)
      .replace(tokenParameter, `$1${mask}`)
      .replace(authorization, `$1${mask}`)
  return {
    text,
    error: (given) => redactError(given, text),
    holdsSecret: (given) => known !== undefined && given.search(known) !== -1,
    learn(secret) {
      for (const form of formsOf(secret)) forms.add(form)
      known = patternOf(forms)
    },
  }
}

/** Everything that would show a secret: its parts, its lines, and what encodings make of them. */
function formsOf(secret: string): string[] {
  return secretParts(secret, true)
    .flatMap(linesOf)
    .map((part) => part.trim())
    .filter((part) => part.length >= minimumLength)
    .flatMap(encodedForms)
}

/** The longest first: of two secrets of which one begins with the other, none may show its rest. */
function patternOf(forms: ReadonlySet<string>): RegExp | undefined {
  const patterns = [...forms].sort((a, b) => b.length - a.length).map(escapePattern)
  return patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'g')
}

/** A key of several lines may be shown by one of them. Of addresses, only the credentials are secret. */
function linesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/)
  return lines.length === 1 ? [secret] : [secret, ...lines.filter((line) => !/^\s*\S+:\/\//.test(line))]
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
