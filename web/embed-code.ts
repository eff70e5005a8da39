import { elementHeight, EMBED_WIDTH, frameHeight, PICTURE_HEIGHT, PICTURE_WIDTH } from './embed-size.ts'
import type { Lang } from './locales/language.ts'
import { guideTexts } from './locales/guide.ts'
import type { Range } from './chart/model.ts'

export const EMBED_FORMS = ['element', 'iframe', 'amp', 'picture', 'badge'] as const
export type EmbedForm = (typeof EMBED_FORMS)[number]
export const EMBED_THEMES = ['auto', 'light', 'dark'] as const
export type EmbedTheme = (typeof EMBED_THEMES)[number]

/** From where it is embedded. `integrity` is that of the versioned script, which never changes. */
export type EmbedHost = { origin: string; widget: { stable: string; versioned: string; integrity: string } }

/** Whom it is about. `name`: as the addresses below /embed/ have it; `path`: its page, without language. */
export type EmbedAbout = {
  kind: 'provider' | 'providers' | 'operator' | 'incident'
  name: string
  title: string
  path: string
  services: readonly { slug: string; name: string }[]
}

export type EmbedChoice = {
  about: EmbedAbout
  form: EmbedForm
  lang: Lang
  theme: EmbedTheme
  range: Range
  report: boolean
  /** RFC 3339 with its offset; null: live. */
  asOf: string | null
}

/** What of a choice a form has: several services have no curve, and what is frozen takes no reports. */
export function hasChoice(
  { about, form, asOf }: Pick<EmbedChoice, 'about' | 'form' | 'asOf'>,
  choice: 'theme' | 'range' | 'asOf' | 'report',
): boolean {
  if (form === 'badge') return false
  const isOne = about.kind === 'provider' || about.kind === 'incident'
  if (choice === 'report') return form !== 'picture' && isOne && asOf === null
  return choice !== 'range' || about.kind === 'provider'
}

/** What a web team pastes. All text in it is escaped for where it stands. */
export function embedCode(choice: EmbedChoice, host: EmbedHost): string {
  return CODE[choice.form](choice, host)
}

const CODE: Record<EmbedForm, (choice: EmbedChoice, host: EmbedHost) => string> = {
  element: (choice, host) => `${scriptTag(host)}\n${elementTag(choice, host)}`,
  iframe: (choice, host) => frameTag(choice, host),
  amp: ampTags,
  picture: (choice, host) => {
    const t = guideTexts[choice.lang]
    return [
      '<figure style="margin:0">',
      `  <a href="${pageAddress(choice, host)}">`,
      `    <img src="${escapeHtml(pictureAddress(choice, host, 'png'))}" alt="${escapeHtml(t.guidePictureAlt(choice.about.title))}"`,
      `      width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" style="max-width:100%;height:auto" loading="lazy">`,
      '  </a>',
      `  <figcaption>${escapeHtml(t.guidePictureCredit)}</figcaption>`,
      '</figure>',
    ].join('\n')
  },
  badge: ({ about, lang }, { origin }) =>
    about.services
      .map(({ slug, name }) => {
        const alt = guideTexts[lang].guideBadgeAlt(name).replaceAll(/[[\]\\<>]/g, (sign) => `\\${sign}`)
        return `[![${alt}](${origin}/badge/${slug}.svg?lang=${lang})](${origin}/${lang}/p/${slug})`
      })
      .join('\n'),
}

/** Its own script; links that open beside the article, as pages like any other. Never the rights of our own origin. */
export const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'

export const scriptTag = ({ origin, widget }: EmbedHost): string =>
  `<script async src="${origin}${widget.versioned}" integrity="${widget.integrity}" crossorigin="anonymous"></script>`

/** The element, its room reserved by a style of its own, and inside it what is read where no script runs. */
export function elementTag(choice: EmbedChoice, host: EmbedHost): string {
  const { lang, about } = choice
  const attributes = elementAttributes(choice).map(
    ([name, value]) => ` ${name}${value === '' ? '' : `="${escapeHtml(value)}"`}`,
  )
  return [
    `<brusio-widget${attributes.join('')} style="display:grid;min-height:${elementHeight(choice)}px">`,
    `  <a href="${pageAddress(choice, host)}">${escapeHtml(guideTexts[lang].guideFallback(about.title))}</a>`,
    '</brusio-widget>',
  ].join('\n')
}

export function elementAttributes(choice: EmbedChoice): [name: string, value: string][] {
  const { about, lang, theme, range, asOf, report } = choice
  const named: string = about.kind === 'operator' || about.kind === 'incident' ? about.name.slice(2) : about.name
  const attributes: [string, string][] = [
    [about.kind, named],
    ['lang', lang],
    ['theme', theme],
  ]
  if (hasChoice(choice, 'range')) attributes.push(['range', range])
  if (asOf !== null) attributes.push(['as-of', asOf])
  if (report && hasChoice(choice, 'report')) attributes.push(['report', ''])
  return attributes
}

/** For a page of theirs that may run a script of its own: gives each of our frames, and nothing else, the height that it tells. */
export const GROW_CODE = `<script>
addEventListener('message', ({ data, source }) => {
  if (data?.sentinel !== 'amp' || data.type !== 'embed-size' || !(data.height > 0)) return
  for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === source) frame.height = data.height
})
</script>`

/** `rights`: what the frame may do. */
export function frameTag(choice: EmbedChoice, host: EmbedHost, rights = SANDBOX): string {
  const title = escapeHtml(guideTexts[choice.lang].guideFrameTitle(choice.about.title))
  return [
    `<iframe src="${escapeHtml(frameAddress(choice, host))}" title="${title}"`,
    `  width="${EMBED_WIDTH}" height="${frameHeight(choice)}" loading="lazy" frameborder="0" sandbox="${rights}"></iframe>`,
  ].join('\n')
}

/** amp-iframe must be able to grow by a press, and may stand near the top of an article only with a placeholder. */
function ampTags(choice: EmbedChoice, host: EmbedHost): string {
  const t = guideTexts[choice.lang]
  return [
    '<script async custom-element="amp-iframe" src="https://cdn.ampproject.org/v0/amp-iframe-0.1.js"></script>',
    `<amp-iframe src="${escapeHtml(frameAddress(choice, host))}" title="${escapeHtml(t.guideFrameTitle(choice.about.title))}"`,
    `  layout="fixed-height" height="${frameHeight(choice)}" sandbox="${SANDBOX}" resizable frameborder="0">`,
    `  <amp-img placeholder layout="fill" src="${escapeHtml(pictureAddress(choice, host, 'png'))}" alt=""></amp-img>`,
    `  <div overflow tabindex="0" role="button" aria-label="${escapeHtml(t.guideAmpMore)}">${escapeHtml(t.guideAmpMore)}</div>`,
    '</amp-iframe>',
  ].join('\n')
}

/** A badge as HTML, for an article. */
export const badgeTag = ({ about, lang }: EmbedChoice, { origin }: EmbedHost): string =>
  about.services
    .map(({ slug, name }) => {
      const alt = escapeHtml(guideTexts[lang].guideBadgeAlt(name))
      return `<p><a href="${origin}/${lang}/p/${slug}"><img src="${origin}/badge/${slug}.svg?lang=${lang}" alt="${alt}" height="20"></a></p>`
    })
    .join('\n')

export const frameAddress = (choice: EmbedChoice, { origin }: Pick<EmbedHost, 'origin'>): string =>
  `${origin}/embed/${choice.about.name}?${query(choice, choice.report && hasChoice(choice, 'report') ? 'report=1' : '')}`

export const pictureAddress = (
  choice: EmbedChoice,
  { origin }: Pick<EmbedHost, 'origin'>,
  type: 'svg' | 'png',
): string =>
  `${origin}/chart/${choice.about.name}.${type}?${query(choice, `width=${PICTURE_WIDTH}&height=${PICTURE_HEIGHT}`)}`

const pageAddress = ({ lang, about }: EmbedChoice, { origin }: EmbedHost): string =>
  escapeHtml(`${origin}/${lang}${about.path}`)

/** Only "+" would be read as something else; the rest stays legible. */
function query(choice: EmbedChoice, more: string): string {
  const { lang, theme, range, asOf } = choice
  return [
    `lang=${lang}`,
    `theme=${theme}`,
    hasChoice(choice, 'range') ? `range=${range}` : '',
    asOf === null ? '' : `as_of=${asOf.replaceAll('+', '%2B')}`,
    more,
  ]
    .filter((part) => part !== '')
    .join('&')
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
