import { Counter, Histogram, type Registry } from 'prom-client'

/** Seconds until the answer stands; its bytes may still be under way. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Whatever else a request calls itself is `other`: a label is never what an outsider wrote. */
const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'other'] as const
const CLASSES = 6

type OfRoute = { seconds: { observe(value: number): void }; answers: ({ inc(): void } | undefined)[] }

/** `route`: its pattern, of which there are as many as are mounted. */
export type OnAnswer = (route: string, method: string, status: number, ms: number) => void

/** Labels are made once for each route, method and class of status: a request makes none. */
export function countRequests(registry: Registry): OnAnswer {
  const registers = [registry]
  const requests = new Counter({
    name: 'brusio_http_requests_total',
    help: 'Requests answered, by the pattern of their route, method and class of status',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'brusio_http_request_duration_seconds',
    help: 'Until the answer stands, by the pattern of the route',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  })
  const routes = new Map<string, OfRoute>()

  function open(route: string): OfRoute {
    const made: OfRoute = { seconds: seconds.labels(route), answers: [] }
    routes.set(route, made)
    return made
  }

  return (route, method, status, ms) => {
    const of = routes.get(route) ?? open(route)
    of.seconds.observe(ms / 1_000)
    const known = METHODS.indexOf(method as (typeof METHODS)[number])
    const place = (known < 0 ? METHODS.length - 1 : known) * CLASSES + Math.floor(status / 100)
    const answers = (of.answers[place] ??= requests.labels(
      route,
      METHODS[Math.floor(place / CLASSES)]!,
      `${place % CLASSES}xx`,
    ))
    answers.inc()
  }
}
