import { Device } from '../../shared/provider.ts'
import type { DayLine } from '../days.ts'
import { eventWords } from '../evidence.ts'
import { formatList, formatNumber, formatUsual, formatZone } from '../format.ts'
import { LOCALE } from '../locales/language.ts'
import { wordsOf, type PageContext } from './page.ts'

/** A long incident day by day: its nights beside what is usual at night, so that no quiet hour passes for the end. */
export function Days({ page, days }: { page: PageContext; days: DayLine[] }) {
  const t = wordsOf(page)
  const { reader } = page
  if (days.length === 0) return null
  const most = Math.max(1, ...days.map(({ voices }) => voices ?? 0))
  const count = (value: number | null) =>
    value === null ? <span class="quiet">{t.daysGap}</span> : formatNumber(reader.lang, value)
  return (
    <section class="days">
      <h2>{t.daysHeading}</h2>
      <p class="note">
        {t.daysLead} {t.daysZone(formatZone(reader, days[0]!.at))}
      </p>
      <table>
        <caption class="unseen">{t.daysHeading}</caption>
        <thead>
          <tr>
            <th scope="col">{t.dayColumn}</th>
            <th scope="col">{t.dayReports}</th>
            <th scope="col">{t.dayNight}</th>
            <th scope="col" class="what">
              {t.dayWhat}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr>
              <th scope="row">{dayName(page, day.at)}</th>
              <td class="figure">
                {count(day.voices)}
                <span class="note">
                  {t.dayUsual} {formatUsual(reader.lang, day.usual)}
                </span>
                <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={Math.max(0.5, ((day.voices ?? 0) / most) * 100)} height="10" />
                </svg>
              </td>
              <td class="figure">
                {day.nightVoices === null && day.nightUsual === null ? '–' : count(day.nightVoices)}
                {day.nightVoices === null ? null : (
                  <span class="note">
                    {t.dayUsual} {formatUsual(reader.lang, day.nightUsual)}
                  </span>
                )}
              </td>
              <td class="what">{changesOf(page, day).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Days are counted here, in the page's zone: the script leaves them alone. */
function dayName({ reader }: PageContext, at: number): string {
  return new Intl.DateTimeFormat(LOCALE[reader.lang], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: reader.zone,
  }).format(at)
}

function changesOf(page: PageContext, { events, back, said }: DayLine): string[] {
  const t = wordsOf(page)
  const names = back.flatMap((value) => {
    const device = Device.safeParse(value).data
    return device === undefined ? [] : [t.device(device)]
  })
  return [
    ...new Set(events.map((event) => eventWords(page.reader.lang, event))),
    ...(names.length === 0 ? [] : [t.dayBack(formatList(page.reader.lang, names))]),
    ...(said === 0 ? [] : [t.daySaid(said)]),
  ]
}
