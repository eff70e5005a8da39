// The typed client: addresses, parameters and answers as the server's own routes have them.
//   npx tsx docs/examples/client.ts https://brusio.example libero-mail
import { hc } from 'hono/client'
import type { Api } from '../../server/routes/api/client-api.ts'

const [origin = 'http://127.0.0.1:8080', slug = 'libero-mail'] = process.argv.slice(2)
const api = hc<Api>(`${origin}/api/v1`)

const states = await api.states.$get({ query: { category: 'mail' } })
if (states.status !== 200) throw new Error(`states: ${states.status}`)
const { mode, states: all } = await states.json()
for (const { name, state, cause } of all) {
  // Who only follows somebody else's incident is in no trouble of its own.
  if (state === 'confirmed' && cause !== 'collateral') console.log(`${mode}: reports of problems with ${name}`)
}

const detail = await api.providers[':slug'].$get({ param: { slug } })
if (detail.status === 404) throw new Error(`there is no ${slug}`)
if (detail.status !== 200) throw new Error(`provider: ${detail.status}`)
const { provider, verdict } = await detail.json()
console.log(provider.name, verdict.state, verdict.reports_15m)

const series = await api.providers[':slug'].series.$get({ param: { slug }, query: { interval: '1h' } })
if (series.status !== 200) throw new Error(`series: ${series.status}`)
const { points } = await series.json()
console.log(`${points.length} hours, ${points.filter(({ complete }) => !complete).length} still open`)
