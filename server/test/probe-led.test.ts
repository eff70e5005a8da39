import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { useTestDb } from './db.ts'
import { beginStory, toWords, type Agent, type Story } from './story.ts'

// Two places look at one mail service every five minutes, and nobody reports more than ever:
//
//   up ──── wrong from 12:30 ──────── up from 13:10 ──── over
const NOON = Date.UTC(2026, 0, 13, 12)
const SLUG = 'virgilio-mail'
const test = useTestDb()
let story: Story
let id: string
/** What was shown while it went on, while it came back and when it was over, by address. */
const shown = { broken: new Map<string, string>(), back: new Map<string, string>(), over: new Map<string, string>() }
const ADDRESSES = [
  `/it/p/${SLUG}`,
  `/en/p/${SLUG}`,
  `/it/p/${SLUG}/why`,
  `/en/p/${SLUG}/why`,
  '/it/i/ID',
  '/en/i/ID',
  `/p/${SLUG}/api/v2/summary.json`,
  `/p/${SLUG}/api/v2/incidents.json`,
  `/it/p/${SLUG}/feed.atom`,
  `/en/p/${SLUG}/feed.atom`,
  `/embed/${SLUG}.json?lang=it`,
  `/embed/${SLUG}.json?lang=en`,
  '/embed/i/ID.json?lang=it',
  '/embed/i/ID.json?lang=en',
]

/** What is said of crowds. */
const REPORTED =
  /reports falling|fewer reports|many problem reports|not only people|people sa(y|id) so|call it falling|the fall holds|got no answer:|segnalazioni in calo|molte segnalazioni|lo dice(va)? (solo )?la gente|le diciamo in calo|il calo regge|più segnalazioni del solito|more reports than usual/i

async function look(into: Map<string, string>) {
  for (const address of ADDRESSES) {
    const answer = await fetch(`${story.server.url}${address.replace('ID', id)}`)
    into.set(address, answer.status === 200 ? await answer.text() : `${answer.status}`)
  }
}

beforeAll(async () => {
  story = await beginStory(test.connection, { at: NOON, slugs: [SLUG] })
  const agents = [await story.agent('milano', '151.3.0.9'), await story.agent('roma', '93.40.0.9')] as [Agent, Agent]
  const all = (outcome: 'up' | 'status') => agents.forEach((agent) => agent.sees(SLUG, outcome))
  all('up')
  await story.go(30)
  all('status')
  await story.go(40)
  id = (await story.incidents(SLUG))[0]!.id
  await look(shown.broken)
  all('up')
  await story.go(20)
  await look(shown.back)
  await story.go(40)
  await look(shown.over)
}, 120_000)
afterAll(() => story?.close())

const words = (map: Map<string, string>, address: string) => {
  const text = map.get(address)!
  return address.endsWith('.json') ? text : toWords(text.replace(/<p class="disclaimer">.*?<\/p>/gs, ''))
}

describe('what probes alone have found', () => {
  it('began between their last good answer and the first bad one', async () => {
    const { incident, clocks } = await story.incident(id)
    const [lastGood, firstBad] = [30, 35].map((minutes) =>
      new Date(NOON + minutes * MINUTE_MS - SECOND_MS).toISOString(),
    )
    expect(incident).toMatchObject({ peak: 0, verified: true, started_between: [lastGood, firstBad] })
    expect(clocks).toMatchObject({
      start: { crowd: { between: null }, probe: { between: [firstBad, firstBad] } },
      end: { crowd: { between: null } },
    })
  })

  it.each([
    ['broken', `/it/p/${SLUG}`, 'Lo dicono le nostre sonde da due reti.'],
    ['broken', `/en/p/${SLUG}`, 'Our own probes from two networks say so.'],
    ['broken', `/it/p/${SLUG}/why`, 'Lo diciamo in ripresa quando tutte le nostre sonde'],
    ['broken', `/en/p/${SLUG}/why`, 'We call it recovering when all our probes'],
    ['broken', '/it/i/ID', 'Non lo segnala nessuno: lo hanno trovato le nostre sonde da due reti.'],
    ['broken', '/en/i/ID', 'content="Verified problems with Virgilio Mail: for 38 minutes, and going on'],
    ['over', '/it/i/ID', 'content="Problemi verificati con Virgilio Mail: '],
    ['broken', '/en/i/ID', 'Nobody reports it: our probes on two networks have found it.'],
    ['broken', `/p/${SLUG}/api/v2/incidents.json`, 'our probes find errors'],
    ['broken', `/embed/${SLUG}.json?lang=en`, 'Our own probes from two networks say so.'],
    ['back', `/it/p/${SLUG}`, 'In ripresa'],
    ['back', `/it/p/${SLUG}/why`, 'se tutte le nostre sonde hanno risposte buone'],
    ['back', `/en/p/${SLUG}/why`, 'when all our probes are answered well'],
    ['back', '/en/i/ID', 'Recovering'],
    ['back', `/p/${SLUG}/api/v2/summary.json`, '"description":"Recovering'],
    ['over', '/it/i/ID', 'Non l’ha segnalato nessuno: lo hanno trovato le nostre sonde da due reti.'],
    ['over', '/en/i/ID', 'Nobody reported it: our probes on two networks found it.'],
    ['over', `/it/p/${SLUG}/feed.atom`, 'in ripresa'],
    ['over', `/en/p/${SLUG}/feed.atom`, 'recovering'],
  ] as const)('is told of by what they saw, %s: %s', (when, address, said) => {
    const page = said.startsWith('content=') ? shown[when].get(address) : words(shown[when], address)
    expect(page).toContain(said)
  })

  it('is nowhere told of by reports, nor by people', () => {
    for (const map of Object.values(shown)) {
      for (const address of ADDRESSES) {
        const told = map.get(address)!
        expect([address, told.length > 100]).toEqual([address, true])
        expect([address, told.match(REPORTED)?.[0]]).toEqual([address, undefined])
      }
    }
  })
})
