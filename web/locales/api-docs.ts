import { apiDocsWords as en } from './en.ts'
import { apiDocsWords as it } from './it.ts'
import type { Part } from '../reference.ts'
import type { Lang } from './language.ts'

/** What stands around the contract of the API, which speaks English only. */
export type ApiDocsTexts = {
  apiDocsTitle: string
  apiDocsLink: string
  apiDocsDescription: string
  apiDocsLead: string
  /** '' where the contract's language is the page's. */
  apiDocsLanguage: string
  apiDocsBegin: string
  apiDocsBeginLead: string
  apiDocsKeys: string
  apiDocsParts: string
  apiDocsNames: Record<Part, string>
  /** Of parts that are not below /api/v1. */
  apiDocsBeyond: Partial<Record<Part, string>>
  apiDocsExamples: string
}

export const apiDocsTexts: Record<Lang, ApiDocsTexts> = { it, en }
