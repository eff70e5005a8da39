import { parseArgs } from 'node:util'
import { NOTICE_TOPICS } from '../../shared/notice.ts'
import type { NoticeTopic } from '../../shared/notice.ts'
import { DEVICES } from '../../shared/provider.ts'
import type { Device } from '../../shared/provider.ts'
import { isZone } from '../official/zone.ts'
import { NoticeError } from '../store/notice-limits.ts'
import type { ForecastRow, NewNotice } from '../store/notice-row.ts'
import { TimeError, readLength, readSpan } from './notice-times.ts'

/** What somebody typed wrong; the message names the option and is fit to show. */
export class OptionError extends Error {
  override name = 'OptionError'
}

/** What both commands take: what was said, when, and what it announces. */
export const SAYING_OPTIONS = {
  text: { type: 'string' },
  lang: { type: 'string' },
  topics: { type: 'string' },
  source: { type: 'string' },
  author: { type: 'string' },
  said: { type: 'string' },
  zone: { type: 'string' },
  within: { type: 'string' },
  due: { type: 'string' },
  component: { type: 'string' },
  device: { type: 'string' },
} as const

export type Options = Partial<Record<keyof typeof SAYING_OPTIONS | 'by' | 'domain' | 'reason' | 'resolvers', string>>

/** Splits a command line; a surprise of any kind is an OptionError with `usage`. */
export function splitArgs(
  args: readonly string[],
  names: readonly string[],
  usage: string,
): { words: string[]; options: Options } {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const, multiple: true as const }]))
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    throw new OptionError(`${cause instanceof Error ? cause.message : 'What is that?'}\n\n${usage}`, { cause })
  }
  const single: Options = {}
  for (const [name, values] of Object.entries(parsed.values)) {
    if (values === undefined) continue
    if (values.length > 1) throw new OptionError(`--${name}: is there twice`)
    Object.assign(single, { [name]: values[0] })
  }
  return { words: parsed.positionals, options: single }
}

/** Runs what reads one option: what is wrong says the option's name. */
export function naming<T>(option: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof TimeError) throw new OptionError(`--${option}: ${error.message}`, { cause: error })
    throw error
  }
}

export function required(options: Options, name: keyof Options): string {
  const value = options[name]
  if (value === undefined || value.trim() === '') throw new OptionError(`--${name}: is missing`)
  return value
}

export function readTopics(text: string | undefined): NoticeTopic[] {
  const isTopic = (word: string): word is NoticeTopic => NOTICE_TOPICS.some((topic) => topic === word)
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      if (!isTopic(word)) throw new OptionError(`--topics: "${word}" is none of ${NOTICE_TOPICS.join(', ')}`)
      return word
    })
}

type About = { components: readonly { slug: string }[]; said: [number, number] | null; zone: string }
type Saying = Pick<
  NewNotice,
  'topics' | 'text' | 'lang' | 'source' | 'component' | 'device' | 'saidFrom' | 'saidTo' | 'forecasts'
>

export function readZone(options: Options): string {
  const { zone = 'Europe/Rome' } = options
  if (!isZone(zone)) throw new OptionError(`--zone: "${zone}" is no time zone; write it like Europe/Rome`)
  return zone
}

/** `unknown`: null. What lies in the future has not been said yet. */
export function readSaid(text: string, zone: string, now: number): [number, number] | null {
  if (text === 'unknown') return null
  const [from, to] = naming('said', () => readSpan(text, zone))
  if (from > now) throw new OptionError('--said: is in the future')
  return [from, Math.min(to, now)]
}

/** What was said, by its options. Throws OptionError. */
export function readSaying(options: Options, { components, said, zone }: About): Saying {
  const { component = null, source = null } = options
  if (component !== null && !components.some(({ slug }) => slug === component)) {
    const known = components.map(({ slug }) => slug).join(', ')
    throw new OptionError(`--component: "${component}" is none of ${known || 'its parts: it has none'}`)
  }
  const device = readDevice(options.device)
  const forecasts = readDue(options, said, zone).map(([dueFrom, dueTo]): ForecastRow => {
    if (said !== null && dueTo < said[0]) throw new OptionError('--due: is before it was said')
    return { dueFrom, dueTo, zone, component, device }
  })
  const topics = readTopics(options.topics)
  if (forecasts.length > 0 && !topics.includes('forecast')) topics.push('forecast')
  return {
    topics,
    text: required(options, 'text'),
    lang: required(options, 'lang'),
    source,
    component,
    device,
    saidFrom: said?.[0] ?? null,
    saidTo: said?.[1] ?? null,
    forecasts,
  }
}

function readDevice(text: string | undefined): Device | null {
  const found = DEVICES.find((device) => device === text)
  if (text !== undefined && found === undefined)
    throw new OptionError(`--device: "${text}" is none of ${DEVICES.join(', ')}`)
  return found ?? null
}

function readDue({ within, due }: Options, said: [number, number] | null, zone: string): [number, number][] {
  if (within !== undefined && due !== undefined) throw new OptionError('--within: goes without --due')
  if (due !== undefined) return [naming('due', () => readSpan(due, zone))]
  if (within === undefined) return []
  if (said === null) throw new OptionError('--within: counts from when it was said, which is unknown')
  const [least, most] = naming('within', () => readLength(within))
  return [[said[0] + least, said[1] + most]]
}

const OPTION_OF: Partial<Record<keyof NewNotice, string>> = {
  saidFrom: 'said',
  saidTo: 'said',
  forecasts: 'due',
  key: 'text',
}

/** What the store would refuse, in terms of options. */
export async function blamingOptions<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof NoticeError)) throw error
    const option = OPTION_OF[error.field] ?? error.field
    throw new OptionError(`--${option}: ${error.message.slice(error.field.length + 2)}`, { cause: error })
  })
}
