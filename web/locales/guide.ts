import type { EmbedForm, EmbedTheme } from '../embed-code.ts'
import type { BuilderWhen } from '../builder.ts'
import { guideWords as guideEn } from './en.ts'
import { guideWords as guideIt } from './it.ts'
import type { Lang } from './language.ts'

/** Pages of an invented newspaper with an embed each. */
export const EXAMPLES = ['light', 'dark', 'narrow', 'amp', 'many', 'frozen', 'report', 'sandbox', 'static'] as const
export type Example = (typeof EXAMPLES)[number]

/** The newsroom pages: guide and builder, examples, and the page for a legal office. Long ones are Markdown, as on the about pages. */
export type GuideTexts = {
  guideTitle: string
  guideDescription: string
  guideLead: string
  guideLink: string
  guideLinkWords: string
  guideProse: string
  guideFormHead: readonly [form: string, where: string, script: string]
  guideFormRows: Record<EmbedForm, readonly [where: string, script: string]>
  guideParameterHead: readonly [element: string, address: string, values: string, without: string]
  guideParameters: Record<
    | 'provider'
    | 'providers'
    | 'operator'
    | 'incident'
    | 'needed'
    | 'lang'
    | 'tz'
    | 'tzWithout'
    | 'asOf'
    | 'live'
    | 'report'
    | 'without',
    string
  >

  guideResult: string
  guideWho: string
  guideWhoNote: string
  guideOpen: string
  guideSeveral: string
  guideForm: string
  guideForms: Record<EmbedForm, string>
  guideWhen: string
  guideWhens: Record<BuilderWhen, string>
  guideWhenNote: string
  guideAt: (zone: string) => string
  guideMore: string
  guideLang: string
  guideTheme: string
  guideThemes: Record<EmbedTheme, string>
  guideRange: string
  guideReport: string
  guideNoReport: string
  guideNotHere: string
  guideSubmit: string
  guideCode: string
  guideCopy: string
  /** Beneath the code. */
  guideCodeNote: Record<EmbedForm, string>
  /** A script of the host's own, below the code of a frame. */
  guideGrow: string
  guideGrowNote: string
  guidePreview: string
  guideIsFollowed: string
  guideIsQuiet: string
  guideIsLive: string
  guideIsFrozen: (moment: string) => string
  guideUnknown: (words: string) => string
  guideTooMany: string
  guideBadTime: string
  guideNear: string

  /** In the code itself: the host page's language. */
  guideFallback: (name: string) => string
  guideFrameTitle: (name: string) => string
  guidePictureAlt: (name: string) => string
  guidePictureCredit: string
  guideBadgeAlt: (name: string) => string
  guideAmpMore: string

  guideExamplesTitle: string
  guideExamplesDescription: string
  guideExamplesLead: string
  guideExamples: Record<Example, { name: string; about: string }>
  guidePaper: {
    name: string
    motto: string
    invented: string
    back: string
    section: string
    byline: string
    headline: string
    standfirst: string
    paragraphs: readonly [string, string, string]
    elsewhere: string
    /** Titles of other columns. */
    others: readonly string[]
    manyHeadline: string
  }

  guideLegalTitle: string
  guideLegalDescription: string
  guideLegalProse: string
  guideLegalDownload: string
}

export const guideTexts: Record<Lang, GuideTexts> = { it: guideIt, en: guideEn }
