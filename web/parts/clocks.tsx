import type { ClockReading, Clocks } from '../../shared/notice.ts'
import { leadSentences } from '../leads.ts'
import type { ClockName } from '../locales/official.ts'
import { Between } from './between.tsx'
import { noticeAnchor } from './notices.tsx'
import { wordsOf, type PageContext } from './page.ts'
import { VoiceMark } from './testimony.tsx'

const NAMES = ['crowd', 'probe', 'official'] as const satisfies ClockName[]
const ENDS = ['start', 'end'] as const

/** First signal of each of the three, at both ends, and how far apart they are where both are dated. */
export function ClockTable({ page, clocks, isOpen }: { page: PageContext; clocks: Clocks; isOpen: boolean }) {
  const t = wordsOf(page)
  const leads = ENDS.map((end) => ({ end, sentences: leadSentences(page.reader.lang, clocks.leads[end], end) }))
  return (
    <section class="clocks">
      <h2>{t.clocksHeading}</h2>
      <p class="note">{t.clocksLead}</p>
      <table>
        <caption class="unseen">{t.clocksHeading}</caption>
        <thead>
          <tr>
            <td>
              <span class="unseen">{t.whoNoticed}</span>
            </td>
            {ENDS.map((end) => (
              <th scope="col">{t.clockEnd(end)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {NAMES.map((name) => (
            <tr>
              <th scope="row">
                <VoiceMark voice={name === 'probe' ? 'probes' : name} /> {t.clock(name)}
              </th>
              {ENDS.map((end) => (
                <td>
                  <Reading
                    page={page}
                    name={name}
                    reading={clocks[end][name]}
                    missing={missing(end, name, isOpen && clocks.start.crowd.between !== null)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {leads.every(({ sentences }) => sentences.length === 0) ? null : (
        <dl class="leads">
          {leads.map(({ end, sentences }) =>
            sentences.length === 0 ? null : (
              <div>
                <dt>{t.clockEnd(end)}</dt>
                {sentences.map((words) => (
                  <dd>{words}</dd>
                ))}
              </div>
            ),
          )}
        </dl>
      )}
    </section>
  )
}

/** What is open has not ended for a crowd that speaks of it; of the others we know no more than that nothing is dated. */
const missing = (end: 'start' | 'end', name: ClockName, isSpokenOf: boolean) =>
  end === 'end' && name === 'crowd' && isSpokenOf ? 'notYet' : 'unknownTime'

type ReadingProps = {
  page: PageContext
  name: ClockName
  reading: ClockReading
  missing: 'notYet' | 'unknownTime'
}

function Reading({ page, name, reading, missing: word }: ReadingProps) {
  const t = wordsOf(page)
  const { between, source } = reading
  if (between === null) return <span class="quiet">{t[word]}</span>
  return (
    <>
      <Between between={between} reader={page.reader} />
      {source === null ? null : (
        <span class="note source">
          {name === 'official' ? <a href={`#${noticeAnchor(source)}`}>{t.theirWords}</a> : shortTarget(source)}
        </span>
      )}
    </>
  )
}

/** A target without what every reader knows. */
export const shortTarget = (target: string): string => target.replace(/^https?:\/\//, '').replace(/\/$/, '')
