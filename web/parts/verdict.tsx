import type { ScopeCell } from '../../shared/incident.ts'
import type { Component } from '../../shared/provider.ts'
import type { Verdict } from '../../shared/series.ts'
import { verdictSentence } from '../sentence.ts'
import { HalfBackLine } from './half-back.tsx'
import { StateMark } from './mark.tsx'
import type { PageContext } from './page.ts'
import { Testimonies } from './testimony.tsx'

type Props = {
  page: PageContext
  verdict: Verdict
  /** Who speaks for the provider. */
  speaker: string
  scope?: ScopeCell[]
  components?: Component[]
}

/** The script rewrites the words at once; for a new mark it fetches the page again. */
export function VerdictSentence({ page, verdict, speaker, scope = [], components = [] }: Props) {
  const sentence = verdictSentence(page.reader, verdict, page.now)
  return (
    <brusio-verdict class={`verdict ${sentence.tone}`}>
      <p class="headline">
        <StateMark state={sentence.tone} verified={verdict.verified} />
        <span data-part="headline">{sentence.headline}</span>
      </p>
      <HalfBackLine page={page} scope={scope} components={components} />
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
      {verdict.testimony === null ? null : <Testimonies page={page} testimony={verdict.testimony} speaker={speaker} />}
    </brusio-verdict>
  )
}
