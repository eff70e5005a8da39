import { Counter, Gauge, type Registry } from 'prom-client'

/** What the parts of this process say when they are asked. */
export type Standing = {
  /** Reports that wait for their commit. */
  waiting: () => number
  sockets: () => number
  topics: () => number
  /** Messages given to sockets since the start. */
  messages: () => number
  /** Deliveries to webhooks that are not made yet, of all processes; undefined: the database does not say. */
  deliveries: () => Promise<number | undefined>
  /** Domain instant up to which all is judged; undefined: this process does not lead. */
  judgedUntil: () => number | undefined
  clock: { now(): number; readonly speed: number }
}

/** Read when somebody asks, and not before. */
export function showStanding(registry: Registry, standing: Standing): void {
  const show = (name: string, help: string, read: () => number | undefined | Promise<number | undefined>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = await read()
        if (value === undefined) this.remove()
        else this.set(value)
      },
    })
  const { clock, judgedUntil } = standing
  show('brusio_write_buffer_reports', 'Reports that wait for their commit', standing.waiting)
  show(
    'brusio_webhook_deliveries_waiting',
    'Deliveries that are not made yet, of all processes of the database',
    standing.deliveries,
  )
  show('brusio_live_sockets', 'Live connections that are open', standing.sockets)
  show('brusio_live_topics', 'Topics that somebody listens to', standing.topics)
  show('brusio_detector_leads', '1: this process judges; 0: another one, or none', () =>
    judgedUntil() === undefined ? 0 : 1,
  )
  show(
    'brusio_detector_lag_seconds',
    'How far the judging is behind, in real time; only of the process that judges',
    () => {
      const until = judgedUntil()
      return until === undefined ? undefined : Math.max(0, clock.now() - until) / clock.speed / 1_000
    },
  )
  showCount(registry, 'brusio_live_messages_total', 'Messages given to live connections', standing.messages)
}

function showCount(registry: Registry, name: string, help: string, read: () => number): void {
  let shown = 0
  void new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      const now = read()
      this.inc(now - shown)
      shown = now
    },
  })
}
