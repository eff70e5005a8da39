import type { Verdict } from '../../shared/series.ts'
import { verdictSentence } from '../sentence.ts'
import { StateMark } from './mark.tsx'
import type { PageContext } from './page.ts'

/** The script rewrites the words at once; for a new mark it fetches the page again. */
export function VerdictSentence({ page, verdict }: { page: PageContext; verdict: Verdict }) {
  const sentence = verdictSentence(page.reader, verdict, page.now)
  return (
    <brusio-verdict class={`verdict ${sentence.tone}`}>
      <p class="headline">
        <StateMark state={sentence.tone} verified={verdict.verified} />
        <span data-part="headline">{sentence.headline}</span>
      </p>
      <p class="numbers" data-part="numbers">
        {sentence.numbers}
      </p>
      <p class="hint" data-part="began">
        {sentence.began}
      </p>
      <p class="hint" data-part="cause">
        {sentence.cause}
      </p>
      <p class="hint" data-part="hint">
        {sentence.hint}
      </p>
    </brusio-verdict>
  )
}
