import type { EmbedReport } from '../../shared/embed.ts'
import { embedWords as embedEn } from './en.ts'
import { embedWords as embedIt } from './it.ts'
import type { Lang } from './language.ts'

/** `raised`: nothing is wrong by the rule, but more reports than usual; `verified`, `recovers`: where our own checks agree; `missing`: no such service; `away`: nothing can be read now. */
export type BadgeState =
  | 'ok'
  | 'raised'
  | 'suspected'
  | 'confirmed'
  | 'verified'
  | 'recovering'
  | 'recovers'
  | 'collateral'
  | 'unknown'
  | 'missing'
  | 'away'

/** What every form of an embed says. */
export type EmbedTexts = {
  /** What a curve counts, by buckets of so long; `band`: there is one of what is usual behind it. */
  embedUsual: (widthMs: number, band: boolean) => string
  embedSource: string
  embedOpen: string
  /** Of which moment of today it is, at the foot. */
  embedAt: (clock: string) => string
  embedFrozen: (moment: string) => string
  embedHourly: string
  /** What stands before a reason, in the two that follow. */
  embedReason: string
  /** `start` and `moment` with their day; `reason` is a person's text. */
  embedAmended: (type: 'corrected' | 'withdrawn', name: string, start: string, moment: string, reason: string) => string
  /** The same beside the incident itself. */
  embedAmendedHere: (type: 'corrected' | 'withdrawn', moment: string, reason: string) => string
  /** Of an incident that is over, `clock` and `day` of its end. `isLetGo`: after long silence without anybody's word, so not known to be back. */
  embedOver: (clock: string, day: string, length: string, isLetGo: boolean) => string
  /** `away`: the database; it may be there again in a moment. */
  embedUnavailable: Record<'subject' | 'as_of' | 'away', string>
  embedNotNow: string
  /** Under a list that has no room for more. */
  embedMore: (count: number) => string
  embedLicence: string
  /** The state in few words. */
  embedBadge: Record<BadgeState, string>
  embedBadgeMode: Record<'replay' | 'simulation', string>
  embedSearch: string
  embedCancel: string
  embedFailed: string
}

/** What the script of a frame says of a press, by what became of it. */
export type EmbedPressWords = Pick<EmbedReport, 'counted' | 'repeat' | 'changed' | 'refused' | 'failed'>

export const embedTexts: Record<Lang, EmbedTexts> = { it: embedIt, en: embedEn }
