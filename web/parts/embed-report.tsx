import type { EmbedReport } from '../../shared/embed.ts'
import type { EmbedPressWords } from '../locales/embed.ts'
import type { Lang } from '../locales/language.ts'

/** Two presses inside a frame. Without script they are told about in a page of ours; the script sends the same and stays. */
export function EmbedReportForm({ report, lang }: { report: EmbedReport; lang: Lang }) {
  const { counted, repeat, changed, refused, failed } = report
  const words: EmbedPressWords = { counted, repeat, changed, refused, failed }
  const send = {
    method: 'post',
    action: `/${lang}/p/${report.provider}/report`,
    target: '_blank',
    rel: 'noopener',
  } as const
  return (
    <section
      class="report"
      aria-label={report.button}
      data-provider={report.provider}
      data-words={JSON.stringify(words)}
    >
      <div class="answers">
        <details class="problem">
          <summary>{report.button}</summary>
          <form {...send}>
            <input type="hidden" name="alone" value="1" />
            <input type="hidden" name="answer" value="problem" />
            <fieldset>
              <legend>{report.question}</legend>
              <div class="kinds">
                {report.problems.map(([kind, name]) => (
                  <button type="submit" name="problem" value={kind}>
                    {name}
                  </button>
                ))}
              </div>
            </fieldset>
          </form>
        </details>
        <form class="works" {...send}>
          <input type="hidden" name="alone" value="1" />
          <button type="submit" name="answer" value="works">
            {report.works}
          </button>
        </form>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- what is said of a press is no result of a form's fields */}
      <p class="became" role="status" tabindex={-1} />
      <p class="privacy">{report.privacy}</p>
    </section>
  )
}
