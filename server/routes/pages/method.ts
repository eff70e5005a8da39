import { Hono } from 'hono'
import { HOUR_MS, MINUTE_MS, SLOT_MS } from '../../../shared/time.ts'
import { formatNumber, formatPercent } from '../../../web/format.ts'
import type { Lang } from '../../../web/locales/language.ts'
import type { MethodNumbers } from '../../../web/locales/method.ts'
import { renderMethod } from '../../../web/pages/method.tsx'
import * as rule from '../../detect/rule.ts'
import type { PageServer } from './serve.ts'

/** `/method`: how we decide, in plain words. */
export function methodRoutes(pages: PageServer): Hono {
  const routes = new Hono()
  pages.each(routes, '/method', (c) =>
    pages.give(c, { path: '/method' }, (page) => renderMethod(page, methodNumbers(page.reader.lang))),
  )
  return routes
}

/** The quietest and the busiest service that the floors on people tell apart, in voices an hour. */
const QUIETEST = 0
const BUSIEST = 1e6

/** From the constants that decide, so that the words cannot fall behind them. */
export function methodNumbers(lang: Lang): MethodNumbers {
  const number = (value: number) => formatNumber(lang, value)
  return {
    rule: rule.RULE_VERSION,
    slotMinutes: number(SLOT_MS / MINUTE_MS),
    fewestPeople: number(rule.suspectedReporters(QUIETEST)),
    mostFewestPeople: number(rule.suspectedReporters(BUSIEST)),
    confirmedNetworks: number(rule.CONFIRMED_NETWORKS),
    confirmedMultiple: number(rule.CONFIRMED_MULTIPLE),
    suspectedPerYear: number(rule.SUSPECTED_PER_YEAR),
    confirmedYears: number(1 / rule.CONFIRMED_PER_YEAR),
    probeNetworks: number(rule.PROBE_NETWORKS),
    probedPeople: number(rule.PROBED_REPORTERS),
    calmMinutes: number(rule.recoverMs(0) / MINUTE_MS),
    tiredHours: number(rule.TIRED_MS / HOUR_MS),
    worksNetworks: number(rule.WORKS_NETWORKS),
    worksShare: formatPercent(lang, rule.WORKS_SHARE),
    reopenHours: number(rule.REOPEN_MS / HOUR_MS),
    youngHours: number(rule.YOUNG_HOURS),
    onsetCover: number(rule.ONSET_COVER * 10),
    wildest: number(rule.WILDEST_MULTIPLE),
    kin: number(rule.KIN_MULTIPLE),
    amplifiedShare: formatPercent(lang, rule.AMPLIFIED_SHARE),
    amplifiedMinutes: number(rule.AMPLIFIED_MS / MINUTE_MS),
  }
}
