// This counts where the instance is live: try it on a replay or on your own, or press what you have seen.
const answer = await fetch(`${process.env.BRUSIO}/api/v1/reports`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ provider: 'libero-mail', problem: 'cannot-receive' }),
})
const said = await answer.json()
if (!answer.ok) throw new Error(said.detail)
// `repeat`: this reporter has a voice in this half hour already.
console.log(said.provider, said.outcome, said.counted)
