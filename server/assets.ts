import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

/** A built file, ready to be sent. `hashed`: its name changes with its content, so it may be kept for ever. */
export type AssetFile = { body: Buffer; gzip: Buffer; type: string; hashed: boolean }

export type Assets = {
  script(entry: string): { src: string; preload: string[] }
  style(entry: string): string
  /** By address, as in /assets/site-4f2a.css. */
  file(address: string): AssetFile | undefined
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

const Chunk = z.object({ file: z.string(), imports: z.array(z.string()).optional() })
const Manifest = z.record(z.string(), Chunk)

/** What `vite build` left in `dir`, all of it in memory: a few hundred kilobytes, and no path of a visitor ever meets the disk. */
export function readAssets(dir: string): Assets {
  const manifestFile = path.join(dir, '.vite', 'manifest.json')
  if (!existsSync(manifestFile)) throw new Error(`${dir} holds no built pages: run npm run build`)
  const manifest = Manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8')))
  const files = new Map<string, AssetFile>()
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const type = TYPES[path.extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    const address = `/${path.relative(dir, file).split(path.sep).join('/')}`
    const body = readFileSync(file)
    files.set(address, { body, gzip: gzipSync(body, { level: 9 }), type, hashed: address.startsWith('/assets/') })
  }
  const chunk = (entry: string) => {
    const found = manifest[entry]
    if (found === undefined) throw new Error(`${entry} was not built`)
    return found
  }
  const imported = (entry: string): string[] =>
    (chunk(entry).imports ?? []).flatMap((name) => [`/${chunk(name).file}`].concat(imported(name)))
  return {
    script: (entry) => ({ src: `/${chunk(entry).file}`, preload: [...new Set(imported(entry))] }),
    style: (entry) => `/${chunk(entry).file}`,
    file: (address) => files.get(address),
  }
}
