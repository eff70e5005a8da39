import http from 'node:http'
import { gzipSync } from 'node:zlib'

export type Weight = { scriptBytes: number; htmlBytes: number; htmlPlainBytes: number; html: string }

/** What a page is over the wire: its HTML, and all script that it loads, the parts of its parts too. */
export async function weigh(url: string): Promise<Weight> {
  const [packed, plain] = [await read(url, 'gzip'), await read(url, 'identity')]
  const html = plain.toString()
  const sources = new Set<string>()
  for (const [, src] of html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)) sources.add(new URL(src!, url).href)
  for (const [tag] of html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*>/g)) {
    const href = /\bhref="([^"]+)"/.exec(tag)?.[1]
    if (href !== undefined) sources.add(new URL(href, url).href)
  }
  let scriptBytes = 0
  // A set grows while it is walked through: what an imported file imports is loaded as well.
  for (const source of sources) {
    scriptBytes += (await read(source, 'gzip')).length
    const text = (await read(source, 'identity')).toString()
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?["'`](\.{0,2}\/[^"'`]+\.js)["'`]/g))
      sources.add(new URL(name!, source).href)
  }
  return { scriptBytes, htmlBytes: packed.length, htmlPlainBytes: plain.length, html }
}

/** As it came, still packed where it was. One that a server sends unpacked to who takes packed ones is packed here, to be compared. */
function read(url: string, encoding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { 'accept-encoding': encoding, 'accept-language': 'it' } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const body = Buffer.concat(chunks)
          if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`))
          const isPacked = response.headers['content-encoding'] === 'gzip'
          resolve(encoding === 'gzip' && !isPacked ? gzipSync(body) : body)
        })
      })
      .on('error', reject)
  })
}
