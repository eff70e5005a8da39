import type { Category } from '../shared/provider.ts'
import type { Range } from './chart/model.ts'
import type { EmbedChoice, EmbedForm, EmbedHost, EmbedTheme } from './embed-code.ts'
import type { Lang } from './locales/language.ts'

// What the builder of `/newsroom` is asked, and what it answers.

export const BUILDER_WHENS = ['follow', 'live', 'frozen'] as const
export type BuilderWhen = (typeof BUILDER_WHENS)[number]
export type BuilderProblem = 'unknown' | 'too-many' | 'as-of'

/** The form as it came. */
export type BuilderAsked = {
  of: string
  /** From the list, beside or without `of`. */
  services: readonly string[]
  form: EmbedForm
  lang: Lang
  theme: EmbedTheme
  range: Range
  when: BuilderWhen
  /** As it was typed. */
  asOf: string
  report: boolean
}

type Named = { slug: string; name: string }
export type BuilderView = {
  asked: BuilderAsked
  /** null: there is a problem. */
  choice: EmbedChoice | null
  problem: BuilderProblem | null
  /** Who may have been meant. */
  near: readonly Named[]
  open: readonly { id: string; name: string; startedAt: number }[]
  categories: readonly { category: Category; services: readonly Named[] }[]
  operators: readonly Named[]
  host: EmbedHost
}
