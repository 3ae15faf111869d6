import { chooseServer } from './database/choose-server.js'
import type { ConformanceRule, RuleDefinition } from './rule.js'
import { briefOutage } from './rules/brief-outage.js'
import { brokenAnswers } from './rules/broken-answers.js'
import { cappedLists } from './rules/capped-lists.js'
import { completeFirstImport } from './rules/complete-first-import.js'
import { crashAtEveryPage } from './rules/crash-at-every-page.js'
import { declaredKeys } from './rules/declared-keys.js'
import { emptySource } from './rules/empty-source.js'
import { hostileText } from './rules/hostile-text.js'
import { hugeList } from './rules/huge-list.js'
import { idempotentPasses } from './rules/idempotent-passes.js'
import { importWindow } from './rules/import-window.js'
import { lateChanges } from './rules/late-changes.js'
import { latePartition } from './rules/late-partition.js'
import { missingColumn } from './rules/missing-column.js'
import { movedAddress } from './rules/moved-address.js'
import { nestedLists } from './rules/nested-lists.js'
import { orderingClaims } from './rules/ordering-claims.js'
import { otherOrigins } from './rules/other-origins.js'
import { otherShapes } from './rules/other-shapes.js'
import { pageDrift } from './rules/page-drift.js'
import { rateLimits } from './rules/rate-limits.js'
import { refusedPart } from './rules/refused-part.js'
import { refusedPositions } from './rules/refused-positions.js'
import { refusedRequests } from './rules/refused-requests.js'
import { secrets } from './rules/secrets.js'
import { serverErrors } from './rules/server-errors.js'
import { shrinkingLists } from './rules/shrinking-lists.js'
import { stopsWhenAsked } from './rules/stops-when-asked.js'
import { tokenExpiry } from './rules/token-expiry.js'
import { unfinishedRecords } from './rules/unfinished-records.js'
import { wholeDeclarations } from './rules/whole-declarations.js'
import { withLab } from './trial/lab.js'

const definitions: readonly RuleDefinition[] = [
  completeFirstImport,
  idempotentPasses,
  declaredKeys,
  crashAtEveryPage,
  latePartition,
  rateLimits,
  serverErrors,
  brokenAnswers,
  otherShapes,
  tokenExpiry,
  pageDrift,
  emptySource,
  hugeList,
  hostileText,
  orderingClaims,
  secrets,
  importWindow,
  missingColumn,
  stopsWhenAsked,
  otherOrigins,
  wholeDeclarations,
  shrinkingLists,
  refusedPositions,
  movedAddress,
  refusedRequests,
  refusedPart,
  briefOutage,
  lateChanges,
  unfinishedRecords,
  nestedLists,
  cappedLists,
]

/** The rules, in the order in which they are tried. */
export const conformanceRules: readonly ConformanceRule[] = definitions.map(ruleOf)

function ruleOf({ name, attempt }: RuleDefinition): ConformanceRule {
  return {
    name,
    async run(options) {
      const server = await chooseServer(options.database)
      try {
        await withLab(name, options, server, attempt)
      } finally {
        await server.close()
      }
    },
  }
}
