import lighthouse from 'lighthouse'
import { freePort } from '../../server/test/child-server.ts'
import { openBrowser } from '../../server/test/browser.ts'
import { unpackBrowser } from '../../server/test/browser-files.ts'

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export type Finding = { audit: string; title: string; score: number; elements: string[] }
/** Of 100, in the order of the categories. */
export type Judged = { scores: number[]; cls: number; findings: Finding[] }

/** Lighthouse on a phone, as its own throttling has it: the median of `times` of each category, and of every audit that lost points the worst. */
export async function judge(url: string, times: number): Promise<Judged> {
  const port = await freePort()
  const opened = await openBrowser(await unpackBrowser(), [`--remote-debugging-port=${port}`])
  try {
    const runs: Judged[] = []
    for (let i = 0; i < times; i++) runs.push(await judgeOnce(url, port))
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
    return {
      scores: CATEGORIES.map((_, i) => median(runs.map((run) => run.scores[i]!))),
      cls: Math.max(...runs.map((run) => run.cls)),
      findings: [...new Map(runs.flatMap((run) => run.findings).map((one) => [one.audit, one])).values()],
    }
  } finally {
    await opened.close()
  }
}

async function judgeOnce(url: string, port: number): Promise<Judged> {
  const result = await lighthouse(url, {
    port,
    formFactor: 'mobile',
    onlyCategories: [...CATEGORIES],
    logLevel: 'error',
  })
  if (result === undefined) throw new Error('Lighthouse has no result')
  const { categories, audits, runtimeError } = result.lhr
  if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`)
  const findings = CATEGORIES.flatMap((name) => categories[name]!.auditRefs).flatMap(({ id, weight }): Finding[] => {
    const audit = audits[id]
    if (weight === 0 || audit?.score == null || audit.score >= 0.9) return []
    return [{ audit: id, title: audit.title, score: audit.score, elements: elementsOf(audit.details) }]
  })
  return {
    scores: CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100)),
    cls: audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
    findings,
  }
}

type Item = { node?: { snippet?: string }; url?: string; description?: string; value?: string | number }

/** Where it points at. */
function elementsOf(details: unknown): string[] {
  const { items } = (details ?? {}) as { items?: Item[] }
  return (items ?? [])
    .map(({ node, url, description, value }) => String(node?.snippet ?? value ?? description ?? url ?? ''))
    .slice(0, 5)
}
