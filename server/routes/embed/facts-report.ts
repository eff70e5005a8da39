import type { EmbedReport } from '../../../shared/embed.ts'
import { embedTexts } from '../../../web/locales/embed.ts'
import type { Lang } from '../../../web/locales/language.ts'
import type { Receipt } from '../../../web/locales/reporting.ts'
import { texts } from '../../../web/locales/texts.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'

/** What the form says: the words of the form on our own page. */
export function embedReport(lang: Lang, entry: Pick<DirectoryEntry, 'slug' | 'name' | 'problems'>): EmbedReport {
  const [t, own] = [texts[lang], embedTexts[lang]]
  const said = (receipt: Receipt) => {
    const { title, text } = t.receipt(receipt, entry.name)
    return `${title} ${text}`.trim()
  }
  return {
    provider: entry.slug,
    button: t.iHaveAProblem,
    question: t.whatIsWrong,
    problems: entry.problems.map((kind) => [kind, t.problem(kind)]),
    works: t.worksForMe,
    cancel: own.embedCancel,
    privacy: t.privacyLine,
    counted: said('counted'),
    repeat: said('repeat'),
    changed: said('changed'),
    refused: said('refused'),
    failed: own.embedFailed,
  }
}
