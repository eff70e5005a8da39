import http from 'node:http'
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { FIRST } from '../seed/plan.ts'
import { median } from '../served/ratio.ts'
import { growthOf } from './memory.ts'

const FORMS = ['json', 'csv'] as const
export const YEAR_DAYS = 365
/** As long as that it takes until what is run often is compiled, and until the heap has the size that any long answer takes. */
const WARM_DAYS = 35

export type YearRead = { form: (typeof FORMS)[number]; firstByteMs: number; ms: number; bytes: number; points: number }
export type Year = {
  /** Medians of each form. */
  forms: YearRead[]
  /** How much the server has grown at most while it wrote one; undefined where nobody counts it. */
  grewBytes: number | undefined
}

/** A year of minutes of the provider with most reports, by turns as JSON and as a table, one after the other. `pid`: of the server. */
export async function readYears(
  url: string,
  pid: number,
  { until, times }: { until: number; times: number },
): Promise<Year> {
  const read = (form: YearRead['form'], days: number) => readSeries(addressOf(url, form, until, days), form)
  for (const form of FORMS) await read(form, WARM_DAYS)
  const reads: YearRead[] = []
  const grown: number[] = []
  for (let i = 0; i < times; i++) {
    for (const form of FORMS) {
      const { result, bytes } = await growthOf(pid, () => read(form, YEAR_DAYS))
      reads.push(result)
      if (bytes !== undefined) grown.push(bytes)
    }
  }
  const wrong = reads.find(({ points }) => points !== (YEAR_DAYS * DAY_MS) / MINUTE_MS)
  if (wrong !== undefined) throw new Error(`a year has ${wrong.points} minutes as ${wrong.form}`)
  const forms = FORMS.map((form) => {
    const ofForm = reads.filter((one) => one.form === form)
    return {
      ...ofForm[0]!,
      firstByteMs: median(ofForm.map(({ firstByteMs }) => firstByteMs)),
      ms: median(ofForm.map(({ ms }) => ms)),
    }
  })
  return { forms, grewBytes: grown.length === 0 ? undefined : Math.max(...grown) }
}

function addressOf(url: string, form: YearRead['form'], until: number, days: number): string {
  const [from, to] = [until - days * DAY_MS, until].map((at) => new Date(at).toISOString())
  const suffix = form === 'csv' ? '.csv' : ''
  return `${url}/api/v1/providers/${FIRST}/series${suffix}?interval=1m&from=${from}&to=${to}`
}

/** What tells one point from the next: each begins with its time, each line of a table ends. */
const POINT = { json: Buffer.from('{"t":'), csv: Buffer.from('\r\n') }

function readSeries(address: string, form: YearRead['form']): Promise<YearRead> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    http
      .get(address, { agent: false, headers: { 'accept-encoding': 'identity' } }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`${address} answered ${response.statusCode}`))
        const count = createCounter(POINT[form])
        let [bytes, firstByteMs] = [0, Number.NaN]
        response.on('data', (chunk: Buffer) => {
          if (bytes === 0) firstByteMs = performance.now() - began
          bytes += chunk.length
          count.hear(chunk)
        })
        response.on('error', reject)
        response.on('end', () => {
          if (!response.complete) return reject(new Error(`${address} was broken off`))
          // The header of a table is a line as well.
          const points = count.found() - (form === 'csv' ? 1 : 0)
          resolve({ form, firstByteMs, ms: performance.now() - began, bytes, points })
        })
      })
      .on('error', reject)
  })
}

/** Counts a mark in what comes in pieces, wherever they are cut. */
export function createCounter(mark: Buffer) {
  let found = 0
  let rest: Buffer = Buffer.alloc(0)
  return {
    hear(chunk: Buffer): void {
      const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      for (let next = text.indexOf(mark); next >= 0; next = text.indexOf(mark, at)) {
        found += 1
        at = next + mark.length
      }
      rest = text.subarray(Math.max(at, text.length - mark.length + 1))
    },
    found: () => found,
  }
}
