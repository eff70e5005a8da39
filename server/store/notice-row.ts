import type { NoticeBy, NoticeTopic } from '../../shared/notice.ts'
import type { Device } from '../../shared/provider.ts'

/** An announced time: the earliest and latest deadline that may have been meant, epoch milliseconds; days were counted in `zone`. */
export type ForecastRow = {
  dueFrom: number
  dueTo: number
  zone: string
  component: string | null
  device: Device | null
}

/** What somebody said. Instants are epoch milliseconds; `saidFrom`, `saidTo` null: nobody knows when. */
export type NoticeRow = {
  id: string
  providerId: number
  /** Slug. */
  provider: string
  by: NoticeBy
  author: string
  /** Right of reply: proven by its author. */
  domain: string | null
  topics: NoticeTopic[]
  text: string
  /** BCP 47. */
  lang: string
  source: string | null
  component: string | null
  device: Device | null
  saidFrom: number | null
  saidTo: number | null
  seenAt: number
  forecasts: ForecastRow[]
}

/** `key`: one saying of one source, at most 200 characters; those that a machine has read begin with `feed:`. */
export type NewNotice = Omit<NoticeRow, 'id' | 'provider'> & { key: string }
