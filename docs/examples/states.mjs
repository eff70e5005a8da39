const { BRUSIO } = process.env
const answer = await fetch(`${BRUSIO}/api/v1/states?category=mail`)
if (!answer.ok) throw new Error((await answer.json()).detail)
const { mode, stale, states } = await answer.json()
if (stale) console.log('nobody knows how it is now')
for (const { name, state, cause } of states) {
  // Who only follows somebody else's incident is in no trouble of its own.
  console.log(mode, name, cause === 'collateral' ? 'follows another' : state)
}
