import http from 'node:http'

export type Uncached = { medianMs: number; p95Ms: number; pages: number }

/**
 * One page after the other, each of another provider, so none of them is in the page cache: from the request to the last byte, on one
 * connection, without a browser. The way there and back over the loopback is in it.
 */
export async function timeUncached(url: string, paths: readonly string[]): Promise<Uncached> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  try {
    for (const path of paths) times.push(await timeOne(agent, url + path))
  } finally {
    agent.destroy()
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { medianMs: at(0.5), p95Ms: at(0.95), pages: times.length }
}

function timeOne(agent: http.Agent, url: string): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { 'accept-encoding': 'gzip', 'accept-language': 'it' } }, (response) => {
        response.resume()
        response.on('error', reject)
        response.on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - began)
          else reject(new Error(`${url} answered ${response.statusCode}`))
        })
      })
      .on('error', reject)
  })
}
