import { expect, it } from 'vitest'
import { CATEGORIES, DEVICES, PROBLEM_KINDS } from '../../shared/provider.ts'
import { Correction, IncidentEventType, ScopeCell, State } from '../../shared/incident.ts'
import { ForecastOutcome, NOTICE_BY, NOTICE_TOPICS } from '../../shared/notice.ts'
import { ProbeKind, ProbeOutcome } from '../../shared/probe.ts'
import { BEGAN, ReportOutcome } from '../../shared/report.ts'
import { LANGS } from './language.ts'
import { RECEIPTS } from './reporting.ts'
import { texts } from './texts.ts'

it('says the same things in both languages', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, shape(v)]))
      : typeof value
  expect(shape(texts.en)).toEqual(shape(texts.it))
})

it.each(LANGS)('leaves nothing without a word in %s', (lang) => {
  const t = texts[lang]
  const words = [
    ...PROBLEM_KINDS.map((kind) => t.problem(kind)),
    ...CATEGORIES.map((category) => t.category(category)),
    ...ProbeOutcome.options.map((outcome) => t.probeOutcome(outcome)),
    ...IncidentEventType.options.map((type) => t.event(type)),
    ...State.options.map((state) => t.state(state, false)),
    ...State.options.flatMap((state) => [t.next(state, false, false), t.next(state, false, true)]),
    ...ScopeCell.shape.verdict.options.map((verdict) => t.scopeVerdict(verdict)),
    ...ScopeCell.shape.facet.options.map((facet) => t.facet(facet)),
    ...Correction.shape.type.options.map((type) => t.correction(type)),
    ...DEVICES.map((device) => t.device(device)),
    ...NOTICE_BY.map((by) => t.noticeBy(by)),
    ...NOTICE_TOPICS.map((topic) => t.topic(topic)),
    ...ForecastOutcome.options.map((outcome) => t.outcome(outcome)),
    ...ForecastOutcome.options.map((outcome) => t.outcomeHint(outcome)),
    ...ProbeKind.options.map((kind) => t.probeKind(kind)),
    ...RECEIPTS.map((receipt) => t.receipt(receipt, 'X').title),
    ...ReportOutcome.options.map((outcome) => t.outcomeWords(outcome)),
    ...BEGAN.map((began) => t.begins(began)),
    ...Object.values(t).filter((v) => typeof v === 'string'),
  ]
  for (const word of words) expect(word).toMatch(/\S/)
  expect(new Set(PROBLEM_KINDS.map((kind) => t.problem(kind))).size).toBe(PROBLEM_KINDS.length)
})

it('never calls a service down, and never says incidente of a disservizio', () => {
  const all = JSON.stringify(
    LANGS.map((lang) => Object.values(texts[lang]).map((v) => (typeof v === 'function' ? v.toString() : v))),
  )
  expect(all).not.toMatch(/\bè giù\b|\bis down\b|incidente/i)
})
