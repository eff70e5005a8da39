const { BRUSIO } = process.env
let cursor = null
do {
  const page = await fetch(`${BRUSIO}/api/v1/incidents?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`)
  if (!page.ok) throw new Error((await page.json()).detail)
  const { incidents, next } = await page.json()
  for (const { name, started_at, resolved_at, corrections } of incidents) {
    if (corrections.some(({ type }) => type === 'withdrawn')) continue
    console.log(name, started_at, resolved_at ?? 'goes on')
  }
  cursor = next
} while (cursor !== null)
