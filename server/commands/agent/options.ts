import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'

export const AGENT_USAGE = `npm run agent -- --server URL --key-file FILE [--data DIR] [--private]
  asks what the server's list says, from here, and sends it the results; made for a machine in another network
  --key-file  a file with the key in its first line (npm run -s keys -- create NAME > FILE, on the server); --key KEY works too, but shows in the list of processes
  --data      where results wait while the server is away (./data/agent); one agent a folder
  --private   probes may go to private addresses`

/** Its message is fit to show. */
export class AgentError extends Error {
  override name = 'AgentError'
}

export type AgentOptions = {
  /** Without a slash at its end. */
  server: string
  key: string
  dataDir: string
  allowPrivate: boolean
}

/** Throws AgentError. */
export function readAgentOptions(args: readonly string[]): AgentOptions {
  const { server, key, 'key-file': file, data, private: allowPrivate } = parse(args)
  if (server === undefined || (key === undefined) === (file === undefined)) throw new AgentError(AGENT_USAGE)
  const given = key ?? readKey(file ?? '')
  // What goes into a header must be printable and of one line.
  if (!/^[\x21-\x7e]{8,200}$/.test(given))
    throw new AgentError('This is not a key. Make one: npm run keys -- create NAME')
  return { server: toServer(server), key: given, dataDir: path.resolve(data), allowPrivate }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        server: { type: 'string' },
        key: { type: 'string' },
        'key-file': { type: 'string' },
        data: { type: 'string', default: './data/agent' },
        private: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (cause) {
    throw new AgentError(AGENT_USAGE, { cause })
  }
}

function readKey(file: string): string {
  try {
    // What `keys -- create` prints, key and words, is such a file.
    return readFileSync(file, 'utf8').trim().split(/\r?\n/, 1)[0] ?? ''
  } catch (cause) {
    throw new AgentError(`The key cannot be read: ${cause instanceof Error ? cause.message : file}`, { cause })
  }
}

function toServer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (!isPlain) throw new AgentError('--server must be an http or https address: the page that readers open')
  return url.href.replace(/\/+$/, '')
}

/** Whether somebody on the way may read the key. */
export function isExposed(server: string): boolean {
  const { protocol, hostname } = new URL(server)
  if (protocol === 'https:' || hostname === 'localhost') return false
  return !(isIP(hostname) === 4 && hostname.startsWith('127.')) && hostname !== '[::1]'
}
