import path from 'node:path'
import { ConfigError, type Config } from './config.ts'
import { openCountries } from './ingest/ip-country.ts'
import { openNetworks } from './ingest/ip-network.ts'
import type { Log } from './log.ts'
import type { Connection } from './store/db.ts'
import { startEmbedded } from './store/embedded.ts'

/** What was opened last is closed first; one that cannot be closed keeps no other from it. */
export async function closeInReverse(closers: (() => Promise<void>)[], log: Log): Promise<void> {
  for (const close of closers.toReversed()) {
    await close().catch((error: unknown) => log.error({ err: error }, 'could not close'))
  }
}

/** The database that is named, or one of our own, which is then ours to stop. */
export async function connectTo(config: Config, log: Log, closers: (() => Promise<void>)[]): Promise<Connection> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl }
  const embedded = await startEmbedded({ dataDir: config.dataDir, log })
  closers.push(() => embedded.stop())
  return embedded.connection
}

/** Where addresses are registered, and in whose network. */
export async function openLookups(config: Config) {
  const cacheDir = path.join(config.dataDir, 'cache')
  const files = config.ipNetworkDb === undefined ? undefined : [config.ipNetworkDb]
  const [country, network] = await Promise.all([
    blaming('IP_COUNTRY_DB', openCountries(config.ipCountryDb)),
    blaming('IP_NETWORK_DB', openNetworks({ cacheDir, files })),
  ])
  return { country, network }
}

/** What goes wrong with a setting says the setting's name. */
export function blaming<T>(setting: string, opening: Promise<T>): Promise<T> {
  return opening.catch((cause: unknown) => {
    throw new ConfigError(`${setting}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  })
}
