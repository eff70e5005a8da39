import { setTimeout as sleep } from 'node:timers/promises'

/** Ours to press from: each report is of another address, so that it counts. */
let last = 0
const nextAddress = () =>
  `151.${30 + (Math.floor(++last / 62_500) % 60)}.${Math.floor(last / 250) % 250}.${1 + (last % 250)}`

/** A report a second, so that every second brings an update, until it is stopped; answers with how many were taken. */
export function pressEverySecond(url: string, provider: string): { stop(): Promise<number> } {
  const ending = new AbortController()
  let taken = 0
  const pressing = (async () => {
    while (!ending.signal.aborted) {
      if (await press(url, provider)) taken++
      await sleep(1_000, undefined, { signal: ending.signal }).catch(() => {})
    }
  })()
  return {
    async stop() {
      ending.abort()
      await pressing
      return taken
    },
  }
}

async function press(url: string, provider: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': nextAddress() },
    body: JSON.stringify({ provider, answer: 'problem' }),
  })
  await answer.arrayBuffer()
  return answer.ok
}
