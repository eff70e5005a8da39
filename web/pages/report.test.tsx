import { describe, expect, it } from 'vitest'
import { aLive, aPage, aProvider, NOW } from '../test-page.ts'
import { renderCheck, renderReceipt } from './receipt.tsx'
import { renderReport } from './report.tsx'

const MARKUP = '<script>alert(1)</script>"\'&'
const pressed = { id: '0197d2c0-0000-7000-8000-000000000001', receipt: 'counted', answer: 'problem' } as const
const report = (provider = {}, receipt: Parameters<typeof renderReport>[1]['receipt'] = null) =>
  renderReport(aPage('it'), { provider: aProvider(provider), live: aLive([1, 2]), receipt })
const counted = (country: string | null = null) => ({ ...pressed, country, device: 'ios' as const })
const at = new Date(NOW).toISOString()
const payload = {
  iss: 'https://brusio.example',
  id: pressed.id,
  provider: 'tim',
  name: 'TIM',
  answer: 'problem',
  problem: 'no-signal',
  outcome: 'counted',
  pressed_at: at,
  received_at: at,
  mode: 'live',
} as const

describe('the form', () => {
  it('says that nobody is told, and how to tell them', () => {
    expect(report({ helpline: '119 / 187' })).toContain(
      'Questo non avvisa Libero Mail: chiama <a href="tel:119">119</a> / <a href="tel:187">187</a>.',
    )
    expect(report({ support_page: 'https://help.example/' })).toMatch(
      /avvisa Libero Mail: <a href="https:\/\/help\.example\/"/,
    )
    expect(report()).toContain('Questo non avvisa Libero Mail.')
  })

  it('writes a name as the text it is, also into what its script says', () => {
    const html = report({ name: MARKUP })
    expect(html).not.toContain('<script>alert')
    const [, words = ''] = /data-words="([^"]*)"/.exec(html) ?? []
    expect(words).toContain('&lt;script&gt;')
  })

  it('offers details after a press, with what the browser runs on, and each can be left out', () => {
    const html = report({}, counted())
    expect(html).toMatch(/<form class="details"(?![^>]*hidden)/)
    expect(html).toContain('<option value="ios" selected="">')
    expect([...html.matchAll(/<select name="(\w+)"[^>]*><option value="">/g)].map(([, name]) => name)).toEqual([
      'component',
      'device',
      'began',
      'region',
    ])
    expect(report()).toMatch(/<form class="details"[^>]* hidden=""/)
  })

  it('asks for a region only where it may be one of Italy, and since when only of a problem', () => {
    const asks = (html: string, name: string) => html.includes(`<select name="${name}"`)
    expect(asks(report({}, counted('IT')), 'region')).toBe(true)
    expect(asks(report({}, counted('FR')), 'region')).toBe(false)
    expect(asks(report({ countries: ['FR'] }, counted()), 'region')).toBe(false)
    expect(asks(report({ countries: [] }, counted()), 'region')).toBe(true)
    expect(asks(report({}, { ...counted(), answer: 'works' }), 'began')).toBe(false)
  })
})

describe('a receipt', () => {
  it('says what it proves and what not, and keeps robots out', () => {
    const html = renderReceipt(aPage('it'), { receipt: 'a.b.c', payload })
    expect(html).toContain('<meta name="robots" content="noindex"/>')
    expect(html).toContain('Non prova che il servizio fosse guasto')
    expect(html).toMatch(/3 luglio 2019, 21:07:20 CEST\s*<\/time>/)
    expect(html).not.toContain('replica o una simulazione')
  })

  it('of a play says so', () => {
    const play = { ...payload, mode: 'simulation' } as const
    expect(renderReceipt(aPage('it'), { receipt: 'a.b.c', payload: play })).toContain('replica o una simulazione')
    expect(renderCheck(aPage('it'), { text: 'a.b.c', result: { payload: play } })).toContain(
      'replica o una simulazione',
    )
  })

  it('shows what somebody pasted, and a name that was signed, as text', () => {
    const result = { payload: { ...payload, name: MARKUP } }
    expect(renderCheck(aPage('en'), { text: `</textarea>${MARKUP}`, result })).not.toContain('<script>alert')
  })

  it.each(['unreadable', 'stranger', 'altered'] as const)('that is %s is not called genuine', (fault) => {
    const html = renderCheck(aPage('en'), { text: 'x', result: { fault } })
    expect(html).toContain('class="receipt invalid"')
    expect(html).not.toContain('genuine')
  })
})
