// autocannon has no types of its own; these are the parts we use.
declare module 'autocannon' {
  type Request = { method?: string; path?: string; headers?: Record<string, string>; body?: string }
  export type Result = {
    '2xx': number
    '3xx': number
    non2xx: number
    errors: number
    timeouts: number
    /** Seconds. */
    duration: number
    latency: { p50: number; p99: number; max: number }
  }
  export default function autocannon(options: {
    url: string
    connections: number
    timeout: number
    headers?: Record<string, string>
    /** So many requests, or as many as fit into so many seconds. */
    amount?: number
    duration?: number
    /** A second, over all connections. */
    overallRate?: number
    requests?: (Request & { setupRequest?(request: Request): Request })[]
  }): Promise<Result> & { on(event: 'response', heard: () => void): void }
}
