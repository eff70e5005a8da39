// The part of /api/v1/client.ts that is the same whatever the contract says: it is served as it stands here, before the types. No imports.

/** What a route takes and what it answers. */
export type RouteForm = { path?: object; query?: object; body?: unknown; answer: unknown }
export type Asked<F extends RouteForm> = Omit<F, 'answer'>
export type ClientOptions = {
  /** Sent as `Authorization: Bearer …`. */
  key?: string
  fetch?: typeof fetch
}

/** A refusal (RFC 9457). `retryAfterS` says when to come back, where that helps. */
export class BrusioError extends Error {
  override name = 'BrusioError'
  readonly status: number
  readonly field: string | undefined
  readonly retryAfterS: number | undefined

  constructor(status: number, said: { detail?: string; field?: string; retry_after?: number }) {
    super(said.detail ?? `HTTP ${status}`)
    this.status = status
    this.field = said.field
    this.retryAfterS = said.retry_after
  }
}

/** `ask('GET /providers/{slug}', { path: { slug: 'libero-mail' } })`: JSON as an object, a table as its text. Throws BrusioError. */
export function createClient<R extends { [K in keyof R]: RouteForm }>(origin: string, options: ClientOptions = {}) {
  return async <K extends keyof R & string>(
    route: K,
    ...[asked]: object extends Asked<R[K]> ? [asked?: Asked<R[K]>] : [asked: Asked<R[K]>]
  ): Promise<R[K]['answer']> => {
    const [method = 'GET', pattern = '/'] = route.split(' ')
    const { path = {}, query = {}, body }: Partial<RouteForm> = asked ?? {}
    const parts = new Map(Object.entries(path))
    const url = new URL(
      `${origin}/api/v1${pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts.get(name))))}`,
    )
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value))
    const headers = new Headers()
    if (options.key !== undefined) headers.set('Authorization', `Bearer ${options.key}`)
    if (body !== undefined) headers.set('Content-Type', typeof body === 'string' ? 'text/plain' : 'application/json')
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const answer = await (options.fetch ?? fetch)(url, { method, headers, ...sent })
    const type = answer.headers.get('content-type') ?? ''
    if (!answer.ok) throw new BrusioError(answer.status, type.includes('json') ? await answer.json() : {})
    return (type.includes('json') ? await answer.json() : await answer.text()) as R[K]['answer']
  }
}
