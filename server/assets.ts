import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { LANGS, type Lang } from '../web/locales/language.ts'

/** A built file, ready to be sent. `hashed`: its name changes with its content, so it may be kept for ever. */
export type AssetFile = { body: Buffer; gzip: Buffer; type: string; hashed: boolean }

export type Assets = {
  /** The one that has this language's words and no other's. */
  script(entry: string, lang: Lang): { src: string; preload: string[] }
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
type Manifest = z.infer<typeof Manifest>

/** What `vite build` left in `dir`, all of it in memory: a few hundred kilobytes, and no path of a visitor ever meets the disk. */
export function readAssets(dir: string): Assets {
  const styles = readManifest(dir, 'manifest.json')
  const scripts = new Map(LANGS.map((lang) => [lang, readManifest(dir, `${lang}.json`)]))
  const files = new Map<string, AssetFile>()
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const type = TYPES[path.extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    const address = `/${path.relative(dir, file).split(path.sep).join('/')}`
    const body = readFileSync(file)
    files.set(address, { body, gzip: gzipSync(body, { level: 9 }), type, hashed: address.startsWith('/assets/') })
  }
  return {
    script(entry, lang) {
      const manifest = scripts.get(lang) ?? {}
      const imported = (name: string): string[] =>
        (chunk(manifest, name).imports ?? []).flatMap((part) => [addressOf(manifest, part), ...imported(part)])
      return { src: addressOf(manifest, entry), preload: [...new Set(imported(entry))] }
    },
    style: (entry) => addressOf(styles, entry),
    file: (address) => files.get(address),
  }
}

function readManifest(dir: string, name: string): Manifest {
  const file = path.join(dir, '.vite', name)
  if (!existsSync(file)) throw new Error(`${dir} holds no built pages: run npm run build`)
  return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function chunk(manifest: Manifest, entry: string): z.infer<typeof Chunk> {
  const found = manifest[entry]
  if (found === undefined) throw new Error(`${entry} was not built`)
  return found
}

const addressOf = (manifest: Manifest, entry: string) => `/${chunk(manifest, entry).file}`
