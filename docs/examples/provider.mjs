const url = `${process.env.BRUSIO}/api/v1/providers/libero-mail`
const first = await fetch(url)
if (!first.ok) throw new Error((await first.json()).detail)
const { provider, verdict } = await first.json()
console.log(provider.name, verdict.state, verdict.since ?? '')
// With the ETag of the last time, 304 and no body while nothing has changed.
const again = await fetch(url, { headers: { 'If-None-Match': first.headers.get('etag') } })
console.log(again.status, again.headers.get('ratelimit'))
