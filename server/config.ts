import path from 'node:path'
import { z } from 'zod'
import { SECOND_MS } from '../shared/time.ts'

const list = z
  .string()
  .default('')
  .transform((s) => s.split(/[\s,]+/).filter(Boolean))

const MAX_LINE = 200
const plainLine = z
  .string()
  .trim()
  .min(1)
  .max(MAX_LINE)
  .regex(/^\P{C}*$/u, 'must be one plain line')

/** Which Prometheus' exporters of OpenTelemetry take by default. */
const METRICS_PORT = 9464

const Environment = z.object({
  /** Where to listen. */
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** Address under which readers see this instance: canonical and language links, and the contact that probes name. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/[?#@]/.test(url), 'must have no password, no query and no fragment')
    .optional(),
  /** PostgreSQL 15 to 18. Not set: an embedded one under DATA_DIR. `?host=/dir` names a Unix socket's folder. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  /** Proxies (addresses or CIDR ranges, commas between) whose X-Forwarded-For is believed, counted from the right. */
  TRUSTED_PROXIES: list,
  /** Newer IP databases: country (.mmdb) and network (CSV with start, end, number). Not set: those that come with us. */
  IP_COUNTRY_DB: z.string().min(1).optional(),
  IP_NETWORK_DB: z.string().min(1).optional(),
  /** Reports of one address per minute, in this process; more are answered with 429. */
  REPORTS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  /** Reads of the API by one address per minute, in this process; more are answered with 429. A key may have more. */
  READS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  /** Whether this server runs its own probes. */
  PROBES: z.enum(['on', 'off']).default('on'),
  /** Whether probes and webhooks may go to private addresses (for an instance that watches a network of its own). */
  PROBE_PRIVATE: z.enum(['on', 'off']).default('off'),
  /** A JSON file with targets of this instance's own, probed beside the catalogue's. */
  PROBE_TARGETS: z.string().min(1).optional(),
  /** The number of the network that this server is in, `as3269`: an agent in the same one is no second place. */
  PROBE_NETWORK: z
    .string()
    .toLowerCase()
    .regex(/^as[1-9]\d{0,9}$/, 'must be written like as3269')
    .optional(),
  /** Whether this server reads what providers say on their own status pages. */
  NOTICES: z.enum(['on', 'off']).default('on'),
  /** Whether this server writes the archive, and in which folder (not set: `archive` in DATA_DIR). Servers of one database share one. */
  ARCHIVE: z.enum(['on', 'off']).default('on'),
  ARCHIVE_DIR: z.string().min(1).optional(),
  /** Who runs this instance and answers for it: a name, an address (mail or web) to write to, and where it is, for the legal pages. */
  PUBLISHER_NAME: plainLine.optional(),
  PUBLISHER_CONTACT: z.union([z.email(), z.url({ protocol: /^https$/ })], 'must be a mail or https address').optional(),
  PUBLISHER_ADDRESS: plainLine.optional(),
  /** Who hosts it, and in which country, for those who must know where their readers' requests go. */
  PUBLISHER_HOSTING: plainLine.optional(),
  /** Where metrics are shown; never at the address of the site, which a proxy shows to everybody. */
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: z.union([z.literal('off'), z.coerce.number().int().min(0).max(65535)]).optional(),
  /** Seconds between being told to end and taking nothing more: so long `/readyz` says so, and whoever sends requests can send them elsewhere. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(300).default(0),
  /** A line for every request: no address, no agent, nothing of its query. */
  LOG_REQUESTS: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** Who answers for an instance; what is not set is said to be missing. */
export type Publisher = {
  name: string | undefined
  contact: string | undefined
  address: string | undefined
  hosting?: string | undefined
}

export type Config = {
  host: string
  port: number
  publicUrl: string | undefined
  publisher: Publisher
  databaseUrl: string | undefined
  dataDir: string
  trustedProxies: string[]
  ipCountryDb: string | undefined
  ipNetworkDb: string | undefined
  reportsPerMinute: number
  readsPerMinute: number
  probes: boolean
  probePrivate: boolean
  probeTargets: string | undefined
  probeNetwork: string | undefined
  notices: boolean
  archive: boolean
  archiveDir: string
  /** Undefined: none are shown. `isAsked`: the port was named. */
  metrics: { host: string; port: number; isAsked: boolean } | undefined
  drainMs: number
  logRequests: boolean
  logLevel: string
}

export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** The only reader of the environment. Throws ConfigError, naming the variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const e = parsed.data
  return {
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL?.replace(/\/$/, ''),
    publisher: {
      name: e.PUBLISHER_NAME,
      contact: e.PUBLISHER_CONTACT,
      address: e.PUBLISHER_ADDRESS,
      hosting: e.PUBLISHER_HOSTING,
    },
    databaseUrl: e.DATABASE_URL,
    dataDir: path.resolve(e.DATA_DIR),
    trustedProxies: e.TRUSTED_PROXIES,
    ipCountryDb: e.IP_COUNTRY_DB,
    ipNetworkDb: e.IP_NETWORK_DB,
    reportsPerMinute: e.REPORTS_PER_MINUTE,
    readsPerMinute: e.READS_PER_MINUTE,
    probes: e.PROBES === 'on',
    probePrivate: e.PROBE_PRIVATE === 'on',
    probeTargets: e.PROBE_TARGETS === undefined ? undefined : path.resolve(e.PROBE_TARGETS),
    probeNetwork: e.PROBE_NETWORK,
    notices: e.NOTICES === 'on',
    archive: e.ARCHIVE === 'on',
    archiveDir: path.resolve(e.ARCHIVE_DIR ?? path.join(e.DATA_DIR, 'archive')),
    metrics:
      e.METRICS_PORT === 'off'
        ? undefined
        : { host: e.METRICS_HOST, port: e.METRICS_PORT ?? METRICS_PORT, isAsked: e.METRICS_PORT !== undefined },
    drainMs: e.DRAIN_SECONDS * SECOND_MS,
    logRequests: e.LOG_REQUESTS === 'on',
    logLevel: e.LOG_LEVEL,
  }
}

/** A PostgreSQL for the tests, where one is to be used instead of the embedded one. */
export function testDatabaseUrl(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env.TEST_DATABASE_URL || undefined
}
