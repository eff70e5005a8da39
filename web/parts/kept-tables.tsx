import type { KeptFor, KeptGroup, KeptRow } from '../../shared/kept.ts'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { formatList } from '../format.ts'
import { LOCALE, type Lang } from '../locales/language.ts'
import { wordsOf, type PageContext } from './page.ts'
import { StackTable } from './prose.tsx'

/** What is kept of persons and reports: what, why, and how long in which tables. */
export function KeptTables({ page, kept }: { page: PageContext; kept: { group: KeptGroup; rows: KeptRow[] }[] }) {
  const t = wordsOf(page)
  const { what, why, long } = t.keptHead
  return (
    <div class="kept">
      {kept.map(({ group, rows }) => (
        <StackTable
          caption={t.keptCaption[group]}
          head={[what, why, long]}
          rows={rows.map((row) => [t.keptWhat[row.field], t.keptWhy[row.field], <Lasts page={page} row={row} />])}
        />
      ))}
    </div>
  )
}

function Lasts({ page, row }: { page: PageContext; row: KeptRow }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  return (
    <>
      {row.lasts.map(({ for: length, tables }) => (
        <span class="lasts">
          {wordsFor(lang, length, t)} <small>({formatList(lang, tables)})</small>
        </span>
      ))}
    </>
  )
}

function wordsFor(lang: Lang, length: KeptFor, t: ReturnType<typeof wordsOf>): string {
  if (length === 'ever') return t.keptEver
  if (length === 'midnight') return t.keptMidnight
  if (length === 'crowded-out') return t.keptCrowdedOut
  if (length === 'deleted') return t.keptDeleted
  const { leastMs, mostMs } = length
  if (leastMs === 0) return t.keptAtMost(formatSpan(lang, mostMs, mostMs))
  return formatSpan(lang, leastMs, mostMs)
}

/** 30–31 days; whole days where it is days. */
export function formatSpan(lang: Lang, leastMs: number, mostMs: number): string {
  const isDays = leastMs % DAY_MS === 0 && mostMs % DAY_MS === 0
  const [unit, ms] = isDays ? (['day', DAY_MS] as const) : (['hour', HOUR_MS] as const)
  const format = new Intl.NumberFormat(LOCALE[lang], { style: 'unit', unit, unitDisplay: 'long' })
  return leastMs === mostMs ? format.format(leastMs / ms) : format.formatRange(leastMs / ms, mostMs / ms)
}
