import type { Compared } from '../served/ratio.ts'
import type { Aside, Figures } from './limits.ts'
import { quantile, type LiveRead } from './live.ts'
import { worst, type Reads } from './reads.ts'
import type { Year } from './series.ts'
import type { WebhooksRead } from './webhooks.ts'

/** Everything that was found; undefined: not asked for. */
export type Measured = {
  reads: Reads | undefined
  series: Year | undefined
  webhooks: WebhooksRead | undefined
  live: LiveRead | undefined
}

const MB = 1_000_000
const round = (value: number, digits: number): number => Number(value.toFixed(digits))
const orNull = (value: number | undefined, digits: number) => (value === undefined ? null : round(value, digits))
const most = (values: readonly number[]) => Math.max(...values)

export function figuresOf({ reads, series, webhooks, live }: Measured): { figures: Figures; aside: Aside } {
  const told = webhooks?.told
  const isWhole = (one: WebhooksRead) => one.told.map(({ came, wrong }) => one.receivers.lives - came + wrong)
  return {
    figures: {
      bench: 'api',
      readRatio: orNull(reads && worst(reads.routes).ratio, 3),
      readP99Ms: orNull(reads && worst(reads.routes).p99Ms, 1),
      seriesYearMs: orNull(series && most(series.forms.map(({ ms }) => ms)), 0),
      seriesYearMb: orNull(series?.grewBytes === undefined ? undefined : series.grewBytes / MB, 1),
      liveP99Ms: orNull(live && quantile(live.lastMs, 0.99), 0),
      webhooksSeconds: orNull(told && most(told.map(({ seconds }) => seconds)), 2),
    },
    aside: {
      firstByteMs: orNull(series && most(series.forms.map(({ firstByteMs }) => firstByteMs)), 1),
      unheard: live?.unheard ?? 0,
      undelivered: webhooks === undefined ? 0 : most(isWhole(webhooks)),
    },
  }
}

export const aboutReads = ({ routes, ready }: Reads) => ({
  ...aboutCompared('a bare handler of JSON', routes),
  ...aboutCompared('one that has the bytes', ready),
})

const aboutCompared = (rival: string, compared: readonly Compared[]) =>
  Object.fromEntries(
    compared.map(({ what, bytes, perSecond, barePerSecond, ratio, p99Ms, bareP99Ms }) => [
      `read ${what}, a second`,
      `${Math.round(perSecond)}, p99 ${p99Ms} ms; ${rival} ${Math.round(barePerSecond)}, ${bareP99Ms} ms; ratio ${ratio.toFixed(2)}, ${bytes} bytes`,
    ]),
  )

export const aboutSeries = ({ forms, grewBytes }: Year) => ({
  ...Object.fromEntries(
    forms.map(({ form, firstByteMs, ms, bytes, points }) => [
      `a year as ${form}`,
      `first byte ${Math.round(firstByteMs)} ms, all ${Math.round(ms)} ms, ${points} minutes, ${round(bytes / MB, 1)} MB`,
    ]),
  ),
  'a year, memory': grewBytes === undefined ? 'not known here' : `${round(grewBytes / MB, 1)} MB`,
})

export const aboutWebhooks = ({ receivers, makingMs, told }: WebhooksRead) => ({
  receivers: `${Object.entries(receivers)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ')}, made in ${round(makingMs / 1_000, 1)} s`,
  ...Object.fromEntries(
    told.map(({ what, seconds, p50Ms, came, twice, wrong }) => [
      what,
      `to ${came} who live in ${seconds.toFixed(2)} s, half in ${Math.round(p50Ms)} ms, ${twice} twice, ${wrong} wrong`,
    ]),
  ),
})

export const aboutLive = ({
  listeners,
  topics,
  connectMs,
  closed,
  lastMs,
  eachP50Ms,
  eachP99Ms,
  unheard,
}: LiveRead) => ({
  listeners: `${listeners} of ${topics.join(' ')}, there after ${round(connectMs / 1_000, 1)} s, ${closed} lost`,
  'a change to each': `p50 ${Math.round(eachP50Ms)} ms, p99 ${Math.round(eachP99Ms)} ms, ${unheard} unheard`,
  'to the last, change by change, ms': lastMs.map((ms) => Math.round(ms)).join(' '),
})
