import { execFileSync, spawnSync } from 'node:child_process'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'

/** Where the unpacked browser is, and what its process needs to find its own files. */
export type BrowserFiles = { executable: string; env: Record<string, string> }

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/**
 * Unpacks the browser that comes with npm, once, below node_modules. The package would do it itself, into the common temporary
 * folder, where two runs at once trip over each other; and it brings libnss3 out only where it believes to be in a cloud.
 */
export async function unpackBrowser(): Promise<BrowserFiles> {
  const packed = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin')
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(packed, '../package.json'), 'utf8'))
  const home = path.join(CACHE, `browser-${version}`)
  if (!existsSync(home)) await unpack(packed, home)

  const executable = path.join(home, 'chromium')
  const env = { PATH: '/usr/bin:/bin', FONTCONFIG_FILE: path.join(home, 'fonts.conf') }
  const starts = (more: Record<string, string>) =>
    spawnSync(executable, ['--version', '--no-sandbox'], { env: { ...env, ...more } }).status === 0
  if (starts({})) return { executable, env }
  // A bare machine has no libnss3: the browser alone gets the one that came with it.
  const libraries = { LD_LIBRARY_PATH: path.join(home, 'lib') }
  if (starts(libraries)) return { executable, env: { ...env, ...libraries } }
  throw new Error(`${executable} does not start on this machine`)
}

async function unpack(packed: string, home: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true })
  // Made beside its place and moved there whole: whoever finds the folder finds all of it.
  const draft = mkdtempSync(`${home}-`)
  try {
    await pipeline(
      createReadStream(path.join(packed, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(path.join(draft, 'chromium'), { mode: 0o755 }),
    )
    for (const archive of ['al2023', 'fonts']) {
      const input = brotliDecompressSync(readFileSync(path.join(packed, `${archive}.tar.br`)))
      execFileSync('tar', ['-x', '-C', draft, '--no-same-owner'], { input })
    }
    writeFileSync(path.join(draft, 'fonts.conf'), fontsConf(path.join(home, 'fonts'), path.join(home, 'font-cache')))
    renameSync(draft, home)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
}

/** Its own face, and those of the machine where there are any. */
const fontsConf = (own: string, cache: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${own}</dir>
  <cachedir>${cache}</cachedir>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`
