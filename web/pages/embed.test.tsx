import { expect, it } from 'vitest'
import type { EmbedFacts } from '../../shared/embed.ts'
import { embedTexts } from '../locales/embed.ts'
import { LANGS } from '../locales/language.ts'
import { aCurve, aLine, anEmbedReport, someFacts } from '../test-embed.ts'
import { aPage } from '../test-page.ts'
import { isOld, renderEmbed, renderNoEmbed } from './embed.tsx'

const html = (more: Partial<EmbedFacts> = {}, lang: 'it' | 'en' = 'it') =>
  renderEmbed(
    aPage(lang, { publicUrl: 'https://brusio.example', mode: more.mode ?? 'live' }),
    someFacts({ lang, ...more }),
    'auto',
  )

it('tells name, state, figures and time, and leads to our page in a tab of its own', () => {
  const page = html({ lines: [aLine({ cause: 'Insieme a Virgilio Mail.' })] })
  expect(page).toContain('<html lang="it">')
  for (const text of [
    '<span>Molte segnalazioni di problemi dalle 15:42.</span>',
    '<p class="numbers">412 segnalazioni negli ultimi 15 minuti, di solito 6.</p>',
    '<p class="cause">Insieme a Virgilio Mail.</p>',
    'fonte: Brusio',
    '3 luglio, 21:07 CEST',
    '<meta name="robots" content="noindex"/>',
    '<link rel="canonical" href="https://brusio.example/it/p/libero-mail"/>',
  ])
    expect(page).toContain(text)
  const links = [...page.matchAll(/<a [^>]*>/g)].map(([tag]) => tag)
  expect(links).toHaveLength(2)
  for (const link of links)
    expect(link).toBe('<a href="https://brusio.example/it/p/libero-mail" target="_blank" rel="noopener">')
})

it('draws the curve with its ground, the usual band, a gap that is no zero, and words for those who do not see it', () => {
  const page = html()
  expect(page).toContain('role="img" aria-label="Segnalazioni di problemi nelle ultime 24 ore')
  expect(page).toContain('class="chart-ground incident"')
  expect(page).toContain('class="chart-usual"')
  expect(page.match(/fill="url\(#gap\)"/g)).toHaveLength(1)
  expect(page).toContain('>17:00</text>')
  expect(
    html({ curve: aCurve({ points: aCurve().points.map(([n, usual, top]) => [n ?? 0, usual, top]) }) }),
  ).not.toContain('fill="url(#gap)"')
})

it('puts several beside each other under one heading', () => {
  const lines = [aLine(), aLine({ slug: 'gmail', name: 'Gmail', tone: 'ok', path: '/it/p/gmail' })]
  const page = html({ title: 'Posta', lines, curve: null })
  expect(page.match(/<h1/g)).toHaveLength(1)
  expect(page.match(/<h2/g)).toHaveLength(2)
  expect(page.match(/class="spark"/g)).toHaveLength(2)
  expect(page).not.toContain('class="curve"')
  expect(page).toContain('<a href="https://brusio.example/it/p/gmail"')
})

it.each(LANGS)('does not read a reason out in the language of the page: %s', (lang) => {
  const t = embedTexts[lang]
  const reason = 'The second half. Motivo: <b>Reason: ours</b>'
  for (const note of [
    t.embedAmended('corrected', 'Libero Mail', '3 luglio 2019, 15:39', '4 luglio 2019, 09:00', reason),
    t.embedAmendedHere('withdrawn', '4 luglio 2019, 09:00', reason),
  ]) {
    const page = html({ notes: [note] }, lang)
    expect(page).toContain('<span lang="">The second half. Motivo: &lt;b&gt;Reason: ours&lt;/b&gt;</span></li>')
  }
})

it('says a replay before all else, and every other note after it', () => {
  const page = html({ mode: 'replay', notes: ['REPLAY (60×).', 'Fermo alle 09:15.'] })
  expect(page).toContain('<ul class="notes"><li class="mode-strip">REPLAY (60×).</li><li>Fermo alle 09:15.</li></ul>')
  expect(page).toContain('<title>REPLAY · Libero Mail')
  expect(html({ notes: ['Fermo alle 09:15.'] })).toContain('<li>Fermo alle 09:15.</li>')
})

it('follows what goes on, and neither what is frozen nor what is over', () => {
  expect(html()).toContain(' data-live=""')
  expect(html({ stale_after: null, as_of: '2019-07-03T07:15:00.000Z' })).not.toContain('data-live')
})

it('says that it is old when nothing newer could be read', () => {
  const old = someFacts({ stale_after: someFacts().generated_at })
  expect(isOld(old)).toBe(true)
  expect(isOld(someFacts())).toBe(false)
  expect(isOld(someFacts({ stale_after: null }))).toBe(false)
  expect(html(old)).toMatch(/<main [^>]*class="old"><p class="old-note">Numeri vecchi/)
  expect(html()).not.toContain('old-note')
})

it('has the form where it was asked for, which works without script in a page of ours', () => {
  expect(html()).not.toContain('<form')
  expect(html()).not.toContain('embed-report')
  const page = html({ report: anEmbedReport() })
  expect(page).toContain('src="/assets/web/elements/embed-report.ts"')
  const form = '<form method="post" action="/it/p/libero-mail/report" target="_blank" rel="noopener">'
  expect(page.split(form)).toHaveLength(2)
  expect(page).toContain('<button type="submit" name="problem" value="cannot-receive">Non ricevo</button>')
})

it('takes the theme that the host wants, with its colours alone', () => {
  const themed = (theme: 'auto' | 'light' | 'dark') => renderEmbed(aPage('en'), someFacts({ lang: 'en' }), theme)
  expect(themed('auto')).toContain('<html lang="en">')
  expect(themed('auto')).toContain('embed.css')
  for (const theme of ['light', 'dark'] as const) {
    expect(themed(theme)).toContain(`<html lang="en" data-theme="${theme}">`)
    expect(themed(theme)).toContain(`<meta name="color-scheme" content="${theme}"/>`)
    expect(themed(theme).match(/rel="stylesheet" href="([^"]*)"/)?.[1]).toBe(`/assets/web/styles/embed-${theme}.css`)
  }
})

it('shows hostile names as text, and lets none of them turn the line around', () => {
  const name = '<script>alert(1)</script>"\u202Egnp'
  const page = html({ title: name, lines: [aLine({ name, slug: 'x"y', headline: name })], notes: [name] })
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('\u202E')
  expect(page).toContain('data-slug="x&quot;y"')
  expect(html({ title: 'بريد' })).toContain('<bdi>بريد</bdi>')
})

it('has a small page for what is not there, in both languages, that leads to the search', () => {
  const none = renderNoEmbed(aPage('it'), 'subject', 'dark')
  expect(none).toContain('<h1 class="nothing">Non disponibile: Brusio non segue un servizio con questo nome.</h1>')
  expect(none).toContain('href="/it/search" target="_blank"')
  expect(none).toContain('data-theme="dark"')
  expect(none).not.toContain('data-live')
  expect(renderNoEmbed(aPage('en'), 'as_of', 'auto')).toContain('Not available: the moment asked for')
  expect(renderNoEmbed(aPage('en'), 'now', 'auto')).toContain('Not available: the data cannot be read at the moment')
})
