import { feedWords as feedEn } from './en.ts'
import { feedWords as feedIt } from './it.ts'
import type { Lang } from './language.ts'

/** What feeds, oEmbed and shared links say. */
export type FeedTexts = {
  feedTitle: string
  feedTitleOf: (name: string) => string
  feedSubtitle: string
  feedRights: string
  /** Before every title of a replay or simulation, and in every summary. */
  feedMode: Record<'replay' | 'simulation', string>
  feedModeNote: Record<'replay' | 'simulation', string>
  /** Before the title of an entry whose incident was withdrawn since. */
  feedWithdrawn: string
  /** Whose word was enough. */
  feedConfirmed: Record<'crowd' | 'probes' | 'operator', (name: string) => string>
  feedReopened: Record<'crowd' | 'probes' | 'operator', (name: string) => string>
  feedHeard: (name: string) => string
  /** `crowd`: by a word that was taken back. */
  feedVerified: Record<'crowd' | 'probes' | 'operator', (name: string) => string>
  feedRecovering: (name: string) => string
  feedRelapsed: (name: string) => string
  /** Both where nobody has ever reported it. */
  feedSilent: Record<'recovering' | 'relapsed', (name: string) => string>
  feedResolved: (name: string) => string
  feedLetGo: (name: string) => string
  feedCollateral: (name: string) => string
  feedCollateralOver: (name: string) => string
  feedCorrected: (name: string) => string
  feedWithdrew: (name: string) => string
  feedFigures: (count: number, shown: string, window: string, expected: string) => string
  /** In place of what it rests on, where people alone would not have been enough. */
  feedSaidBy: Record<'probes' | 'operator', string>
  feedCorrection: (type: 'corrected' | 'withdrawn', moment: string, reason: string) => string
  feedBegan: (when: string) => string
  /** `isLetGo`: nobody knows when it ended. */
  feedLasted: (span: string, isLetGo: boolean) => string
  feedReportsNot: string
  /** Beside links to the two formats. */
  feedFollow: string
  /** The title of a frame, for who does not see it; it outlasts every state. */
  feedFrame: (name: string) => string
  feedFrameFrozen: (name: string) => string
  feedFrameIncident: (name: string, moment: string) => string
}

export const feedTexts: Record<Lang, FeedTexts> = { it: feedIt, en: feedEn }
