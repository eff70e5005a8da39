import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import type { BrowserFiles } from './browser-files.ts'

// Not the package's own list of arguments: it switches web security off and runs everything in one process.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A browser with a home and a temporary folder of its own, gone with it. */
export async function openBrowser(
  { executable, env }: BrowserFiles,
  more: readonly string[] = [],
): Promise<{ browser: Browser; close(): Promise<void> }> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'brusio-browser-'))
  const browser = await chromium.launch({
    executablePath: executable,
    args: [...ARGUMENTS, ...more],
    env: { ...env, HOME: home, TMPDIR: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home },
  })
  return {
    browser,
    async close() {
      await browser.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
