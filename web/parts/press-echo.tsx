import type { Amplified, PressEcho } from '../../shared/echo.ts'
import { formatNumber, formatPercent, sameDay } from '../format.ts'
import { echoTexts } from '../locales/echo.ts'
import type { PageContext } from './page.ts'
import { Time } from './time.tsx'

const sum = (lines: readonly { voices: number }[]) => lines.reduce((all, { voices }) => all + voices, 0)

/** Through whose widgets an incident was reported, and when one page was loud. What a page is called is text from outside, and no link. */
export function EchoOf({ page, echo }: { page: PageContext; echo: PressEcho | null }) {
  if (echo === null || echo.through_widgets === 0) return null
  const t = echoTexts[page.reader.lang]
  const { voices, through_widgets: through, hosts, unnamed } = echo
  const figure = (n: number) => formatNumber(page.reader.lang, n)
  const others = through - unnamed - sum(hosts)
  const rest = [
    [t.echoOthers, others],
    [t.echoUnnamed, unnamed],
  ] as const
  const row = (name: string, n: number, kind?: string) => (
    <tr class={kind}>
      <th scope="row">{name}</th>
      <td>{figure(n)}</td>
      <td>{formatPercent(page.reader.lang, n / Math.max(voices, n))}</td>
    </tr>
  )
  return (
    <section class="echo">
      <h2>{t.echoHeading}</h2>
      <p class="note">
        {t.echoLead(figure(through), figure(voices))} {t.echoUnchecked}
      </p>
      <AmplifiedList page={page} spans={echo.amplified} />
      <table class="most">
        <thead>
          <tr>
            <th scope="col">{t.echoSite}</th>
            <th scope="col">{t.echoVoices}</th>
            <th scope="col">{t.echoShare}</th>
          </tr>
        </thead>
        <tbody>
          {hosts.map(({ host, voices: n }) => row(host, n))}
          {rest.map(([name, n]) => (n > 0 ? row(name, n, 'rest') : null))}
        </tbody>
      </table>
    </section>
  )
}

/** Spans in which one page brought most of what was heard, and what that means. */
export function AmplifiedList({ page, spans }: { page: PageContext; spans: readonly Amplified[] }) {
  if (spans.length === 0) return null
  return (
    <div class="amplified">
      <ul>
        {spans.map((span) => (
          <li>
            <AmplifiedSpan page={page} span={span} />
          </li>
        ))}
      </ul>
      <p class="note">{echoTexts[page.reader.lang].echoNoState}</p>
    </div>
  )
}

function AmplifiedSpan({ page: { reader }, span }: { page: PageContext; span: Amplified }) {
  const t = echoTexts[reader.lang]
  const [since, until] = [Date.parse(span.since), Date.parse(span.until)]
  return (
    <>
      <strong>{t.echoAmplified}</strong> (<Time at={since} form="moment" reader={reader} />
      –
      <Time at={until} form={sameDay(reader, since, until) ? 'clock' : 'moment'} reader={reader} />
      ): {t.echoBrought(formatPercent(reader.lang, span.share).replace(' ', '\u00A0'), span.host)}
    </>
  )
}
