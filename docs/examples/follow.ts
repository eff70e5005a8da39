// Follows all states and all incidents. After a break what was missed comes first, and nothing comes twice.
//   npx tsx docs/examples/follow.ts wss://brusio.example/api/v1/live
// Node 22 or newer; an older one with NODE_OPTIONS=--experimental-websocket.
import { createLiveClient } from '../../web/elements/live-client.ts'
import { createKept } from '../../web/elements/live-kept.ts'
import { newestIncidents, wholeStates } from '../../web/elements/live-whole.ts'

const [url = 'ws://127.0.0.1:8080/api/v1/live'] = process.argv.slice(2)
const client = createLiveClient({
  url,
  kept: createKept(({ code, detail }) => console.error(code, detail)),
  onStatus: (status) => console.log(`the line is ${status}`),
})

client.listen(
  'states',
  wholeStates((states, told) => {
    // Who only follows somebody else's incident is in no trouble of its own.
    const reported = [...states.values()].filter(({ state, cause }) => state === 'confirmed' && cause !== 'collateral')
    console.log(`told of ${told.length}, of ${states.size} confirmed: ${reported.map(({ slug }) => slug).join(' ')}`)
  }),
)

client.listen(
  'incidents',
  newestIncidents((_, news) => {
    for (const { type, incident } of news) console.log(type, incident.name, incident.resolved_at ?? 'goes on')
  }),
)
