import { EMBED_FORMS, EMBED_THEMES, frameAddress, type EmbedChoice, type EmbedHost } from '../embed-code.ts'
import { RANGE_NAMES } from '../chart/model.ts'
import { guideTexts } from '../locales/guide.ts'
import { LANGS } from '../locales/language.ts'
import type { PageContext } from './page.ts'
import { StackTable } from './prose.tsx'

/** Code that is read, not chosen. */
export const GuideCode = ({ text }: { text: string }) => (
  <pre class="code">
    <code>{text}</code>
  </pre>
)

export const stableCode = ({ origin, widget }: EmbedHost): string =>
  `<script async src="${origin}${widget.stable}"></script>`

/** What a host's policy needs for each form. */
export function policyCode({ origin }: EmbedHost): string {
  const socket = origin.replace(/^http/, 'ws')
  return [
    `script-src ${origin};`,
    `connect-src ${origin} ${socket};`,
    `img-src ${origin};`,
    `frame-src ${origin};`,
  ].join('\n')
}

export function pymCode(choice: EmbedChoice | null, { origin }: EmbedHost): string {
  const address =
    choice === null ? `${origin}/embed/…` : frameAddress({ ...choice, asOf: null, report: false }, { origin })
  return `<div data-pym-src="${address.replaceAll('&', '&amp;')}"></div>\n<script src="/pym.v1.min.js"></script>`
}

export function guideForms(page: PageContext) {
  const t = guideTexts[page.reader.lang]
  return (
    <StackTable
      head={[...t.guideFormHead]}
      rows={EMBED_FORMS.map((form) => [t.guideForms[form], ...t.guideFormRows[form]])}
    />
  )
}

const code = (text: string) => <code>{text}</code>

export function guideParameters(page: PageContext) {
  const t = guideTexts[page.reader.lang]
  const p = t.guideParameters
  const list = (values: readonly string[]) => values.join(' · ')
  const rows: [element: string, address: string, values: string, without: string][] = [
    ['provider', '/embed/libero-mail', p.provider, p.needed],
    ['providers', '/embed/libero-mail,gmail', p.providers, p.needed],
    ['operator', '/embed/o/italiaonline', p.operator, p.needed],
    ['incident', '/embed/i/…', p.incident, p.needed],
    ['lang', 'lang', list(LANGS), p.lang],
    ['theme', 'theme', list(EMBED_THEMES), 'auto'],
    ['range', 'range', list(RANGE_NAMES), '24h'],
    ['tz', 'tz', p.tz, p.tzWithout],
    ['as-of', 'as_of', p.asOf, p.live],
    ['report', 'report=1', p.report, p.without],
  ]
  return (
    <StackTable
      head={[...t.guideParameterHead]}
      rows={rows.map(([element, address, values, without]) => [code(element), code(address), values, without])}
    />
  )
}
