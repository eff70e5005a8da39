// A browser and a newer Node have EventSource, which does this and comes back by itself.
const stream = await fetch(`${process.env.BRUSIO}/api/v1/live.sse?topics=states`)
if (!stream.ok) throw new Error((await stream.json()).detail)
let text = ''
for await (const piece of stream.body.pipeThrough(new TextDecoderStream())) {
  text += piece
  const lines = text.split('\n')
  text = lines.pop()
  for (const line of lines) {
    if (!line.startsWith('data: ')) continue
    const { type, seq, data } = JSON.parse(line.slice('data: '.length))
    for (const { slug, state } of data?.states ?? []) console.log(type, seq, slug, state)
  }
}
