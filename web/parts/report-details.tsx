import type { Child } from 'hono/jsx'
import { DEVICES, type Provider } from '../../shared/provider.ts'
import { BEGAN } from '../../shared/report.ts'
import { REGION_CODES, regionName } from '../regions.ts'
import { wordsOf, type PageContext } from './page.ts'
import type { Pressed } from './report-form.tsx'
import { nameIn } from '../locales/language.ts'

type Props = { page: PageContext; provider: Provider; action: string; receipt: Pressed | null; alone: boolean }

const ITALY = 'IT'
const byName = REGION_CODES.toSorted((a, b) => regionName(a).localeCompare(regionName(b), 'it'))

/** One more send for all that may be said beside a press; each of it can be left out. */
export function ReportDetails({ page, provider, action, receipt, alone }: Props) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const counted = receipt?.receipt === 'counted' || receipt?.receipt === 'repeat'
  const abroad = receipt !== null && receipt.country !== null && receipt.country !== ITALY
  const isItalian = provider.countries.length === 0 || provider.countries.includes(ITALY)
  return (
    <form class="details" method="post" action={action} hidden={!counted}>
      {alone ? <input type="hidden" name="alone" value="1" /> : null}
      {receipt === null ? null : <input type="hidden" name="of" value={receipt.id} />}
      <input type="hidden" name="answer" value={receipt?.answer ?? 'problem'} />
      <fieldset>
        <legend>
          <span data-for="problem" hidden={receipt?.answer === 'works'}>
            {t.detailsHeading}
          </span>
          <span data-for="works" hidden={receipt?.answer !== 'works'}>
            {t.detailsWorksHeading}
          </span>
        </legend>
        <p class="note">{t.detailsHint}</p>
        <div class="choices">
          {provider.components.length === 0 ? null : (
            <Choice name="component" label={t.detailsComponent} none={t.notTold}>
              {provider.components.map((component) => (
                <option value={component.slug}>{nameIn(component.name, lang)}</option>
              ))}
            </Choice>
          )}
          <Choice name="device" label={t.detailsDevice} none={t.notTold}>
            {DEVICES.map((device) => (
              <option value={device} selected={receipt?.device === device}>
                {t.device(device)}
              </option>
            ))}
          </Choice>
          {receipt?.answer === 'works' ? null : (
            <Choice name="began" label={t.detailsBegan} none={t.notTold}>
              {BEGAN.map((began) => (
                <option value={began}>{t.begins(began)}</option>
              ))}
            </Choice>
          )}
          {!isItalian || abroad ? null : (
            <Choice name="region" label={t.detailsRegion} none={t.notTold}>
              {byName.map((code) => (
                <option value={code}>{regionName(code)}</option>
              ))}
            </Choice>
          )}
        </div>
        <button type="submit" class="plain-button">
          {t.sendDetails}
        </button>
      </fieldset>
    </form>
  )
}

function Choice({ name, label, none, children }: { name: string; label: string; none: string; children: Child }) {
  return (
    <label data-choice={name}>
      <span>{label}</span>
      <select name={name} autocomplete="off">
        <option value="">{none}</option>
        {children}
      </select>
    </label>
  )
}
