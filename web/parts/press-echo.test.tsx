import { expect, it } from 'vitest'
import type { PressEcho } from '../../shared/echo.ts'
import { aPage } from '../test-page.ts'
import { EchoOf } from './press-echo.tsx'

const loud = {
  host: 'giornale.example',
  since: '2019-07-03T07:10:00Z',
  until: '2019-07-03T07:40:00Z',
  share: 0.72,
  voices: 50,
}
const anEcho = (more: Partial<PressEcho> = {}): PressEcho => ({
  voices: 1203,
  through_widgets: 340,
  hosts: [
    { host: 'giornale.example', voices: 300 },
    { host: 'radio.example', voices: 20 },
  ],
  unnamed: 12,
  amplified: [loud],
  ...more,
})
function render(lang: 'it' | 'en', echo: PressEcho | null): string {
  const view: { toString(): string } = <EchoOf page={aPage(lang)} echo={echo} />
  return view.toString()
}
const words = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll('\u00A0', ' ')

it('tells through which sites voices came, with those that are not named', () => {
  const html = render('it', anEcho())
  expect(words(html)).toContain('nella pagina di un altro sito: 340 su 1.203.')
  const rows = [...html.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g)].map((row) =>
    row.slice(1),
  )
  expect(rows).toEqual([
    ['giornale.example', '300', '25 %'],
    ['radio.example', '20', '1,7 %'],
    ['altri siti', '8', '0,7 %'],
    ['sito non noto', '12', '1 %'],
  ])
  expect(render('it', anEcho({ unnamed: 0, through_widgets: 320 }))).not.toMatch(/altri siti|non noto/)
})

it('is not there where nothing came through a widget, or nobody knows', () => {
  expect(render('it', null)).toBe('')
  expect(render('it', anEcho({ through_widgets: 0, hosts: [], unnamed: 0, amplified: [] }))).toBe('')
})

it('labels what one page brought with its time and share, and says that this raises no state', () => {
  expect(words(render('it', anEcho()))).toContain(
    'Amplificato (3 luglio 2019, 09:10–09:40): il 72 % delle segnalazioni dichiara di venire dalle pagine di giornale.example.',
  )
  const most = { ...loud, share: 0.81, until: '2019-07-04T07:10:00Z' }
  expect(words(render('it', anEcho({ amplified: [most] })))).toContain('4 luglio 2019, 09:10): l’81 % delle')
  expect(words(render('en', anEcho()))).toContain(
    'Amplified (3 July 2019, 07:10–07:40): 72 % of the reports say that they come from the pages of giornale.example.',
  )
  expect(render('en', anEcho())).toContain('do not change the state')
  expect(render('en', anEcho({ amplified: [] }))).not.toContain('Amplified')
})

it('shows what a page is called as text, whatever it is, and never as a link', () => {
  const host = '<img src=x onerror=alert(1)>'
  const html = render('en', anEcho({ hosts: [{ host, voices: 328 }], amplified: [{ ...loud, host }] }))
  expect(html).not.toMatch(/<img|<a /)
  expect(html.match(/&lt;img/g)).toHaveLength(2)
  expect(render('it', anEcho({ hosts: [{ host: 'xn--caff-8oa.example', voices: 1 }] }))).toContain(
    '>xn--caff-8oa.example<',
  )
})
