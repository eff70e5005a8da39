import { gzipSync } from 'node:zlib'

/** Bytes of the script as it is sent to who takes no packing, packed as tightly as gzip can. */
export async function weighWidget(url: string): Promise<{ plainBytes: number; gzipBytes: number }> {
  const answer = await fetch(`${url}/widget.js`, { headers: { 'accept-encoding': 'identity' } })
  const body = Buffer.from(await answer.arrayBuffer())
  const type = answer.headers.get('content-type') ?? ''
  if (!answer.ok || !type.includes('javascript')) throw new Error(`/widget.js answered ${answer.status}, ${type}`)
  return { plainBytes: body.length, gzipBytes: gzipSync(body, { level: 9 }).length }
}
