import { defineRule } from '../rule.js'
import { compareCounts } from '../trial/compare-rows.js'

const awkward = [
  'null \u0000 lone \ud800 other \udfff',
  `quotes ' " \` \\ $1 %s \${x} {{x}} '; DROP TABLE x; --`,
  'emoji 👩‍👩‍👧‍👦 accents e\u0301 right to left \u202eabc\u202c zero\u200bwidth',
  'line\r\nbreak\ttab \u2028 separator <script>alert(1)</script> &amp; ]]>',
].join(' | ')

/** Text that breaks what is not made for it: alone, as names of properties, and very long. */
const texts: readonly [what: string, text: string][] = [
  ['text with NUL, lone surrogates, quotes, emoji and right-to-left marks', awkward],
  ['the text "__proto__"', '__proto__'],
  ['a text of 100 kB', 'long '.repeat(20_000)],
]

/** Any text in titles and names is imported, and fails no record. */
export const hostileText = defineRule('hostile text', async (lab) => {
  for (const [what, text] of texts) {
    const trial = await lab.open({ records: 3, text })
    const source = await trial.addSource()
    const report = await source.pass()
    const advice =
      'Give text as it came to `save` and `checkpoint`, which repair it; use a Map for what is keyed by names'
    if (report.status !== 'completed') {
      lab.fail(`a pass over records with ${what} was ${report.status} (${report.reasons.slice(0, 500)})`, advice)
    }
    const failed = report.runs.reduce((sum, { recordsFailed }) => sum + recordsFailed, 0)
    if (failed > 0) lab.fail(`${failed} records with ${what} failed`, advice)
    const difference = compareCounts(await source.rows(), await trial.system.expected())
    if (difference !== undefined) lab.fail(`after a pass over records with ${what} ${difference}`, advice)
  }
})
