import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formatNumber } from '../../../web/format.ts'
import { LANGS } from '../../../web/locales/language.ts'
import { chartTexts } from '../../../web/locales/chart.ts'
import { ECHO, ECHO_PATIENCE_MS, RATE_CAUTION } from '../../detect/rule.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { ruleRoutes } from './rule.ts'

const docs = mkdtempSync(path.join(os.tmpdir(), 'brusio-docs-'))
const setting = {
  clock: createManualClock(Date.UTC(2026, 0, 13)),
  config: { publicUrl: undefined },
  assets: {
    script: (entry: string) => ({ src: `/assets/${entry}`, preload: [] }),
    style: (entry: string) => `/assets/${entry}`,
    file: () => undefined,
  },
}

beforeAll(() => {
  mkdirSync(path.join(docs, 'images/detection'), { recursive: true })
  writeFileSync(path.join(docs, 'images/detection/d1-1.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(path.join(docs, 'images/other.svg'), '<svg/>')
  writeFileSync(
    path.join(docs, 'detection.md'),
    '# The rule\n\nA <b>word</b>, see [D1](#d1) and [style](style.md).\n\n![Delay](images/detection/d1-1.svg)\n\n![Else](images/other.svg)\n',
  )
})
afterAll(() => rmSync(docs, { recursive: true }))

it('publishes the document of the rule with its curves, and no markup or file but those', async () => {
  const routes = ruleRoutes(setting, docs)
  const html = await (await routes.request('/en/rule')).text()
  expect(html).toContain('<h1>The rule</h1>')
  expect(html).toContain('A &lt;b&gt;word&lt;/b&gt;, see <a href="#d1">D1</a> and style.')
  expect(html.match(/<img[^>]*>/g)).toEqual(['<img src="/rule/d1-1.svg" alt="Delay" loading="lazy"/>'])
  const curve = await routes.request('/rule/d1-1.svg')
  expect(curve.headers.get('content-type')).toBe('image/svg+xml')
  expect(await curve.text()).toContain('<svg')
  for (const name of ['other.svg', '..%2F..%2Fdetection.md', 'd2-1.svg'])
    expect((await routes.request(`/rule/${name}`)).status, name).toBe(404)
})

it('says in Italian, and only there, that the rule is in English', async () => {
  const routes = ruleRoutes(setting, docs)
  const method = '<a href="/it/method">Come decidiamo</a>'
  const note = `<p class="note" lang="it">La regola pubblicata è in inglese. ${method}</p>`
  expect(await (await routes.request('/it/rule')).text()).toContain(`<article class="document" lang="en">${note}`)
  expect(await (await routes.request('/en/rule')).text()).not.toContain('in English')
})

it.each(LANGS)('says on every page, in %s, what the rule does with mild rises, in its own numbers', (lang) => {
  const said = chartTexts[lang].blindness('', '', '')
  expect(said).toContain(` ${formatNumber(lang, ECHO * RATE_CAUTION)} `)
  expect(said).toContain(` ${formatNumber(lang, ECHO_PATIENCE_MS / 60_000)} minut`)
})

it('says that there is nothing where an installation has no documents', async () => {
  const answer = await ruleRoutes(setting, path.join(docs, 'nowhere')).request('/it/rule')
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('Qui non c’è nulla.')
})
