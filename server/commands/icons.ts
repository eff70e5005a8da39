import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../test/browser.ts'
import { unpackBrowser } from '../test/browser-files.ts'

const ASSETS = path.resolve(import.meta.dirname, '../../web/assets')
const PAPER = '#faf6ee'

/** `inset`: paper around the mark, as a share of the side; a mask may cut a fifth away. */
type Icon = { file: string; side: number; inset: number; round: boolean }
const ICONS: Icon[] = [
  { file: 'icon-180.png', side: 180, inset: 0.1, round: false },
  { file: 'icon-512.png', side: 512, inset: 0.17, round: false },
]
const FAVICON: Icon = { file: 'favicon.ico', side: 32, inset: 0, round: true }

/** `npx tsx server/commands/icons.ts`: the mark as the pictures that old browsers and home screens ask for. Run it when the mark has changed. */
async function main(): Promise<void> {
  const opened = await openBrowser(await unpackBrowser())
  const { browser } = opened
  try {
    for (const icon of ICONS) writeFileSync(path.join(ASSETS, icon.file), await draw(browser, icon))
    writeFileSync(path.join(ASSETS, FAVICON.file), toIco(await draw(browser, FAVICON), FAVICON.side))
  } finally {
    await opened.close()
  }
}

async function draw(browser: Browser, { side, inset, round }: Icon): Promise<Buffer> {
  const mark = readFileSync(path.join(ASSETS, 'mark.svg'), 'base64')
  const page = await browser.newPage({ viewport: { width: side, height: side }, colorScheme: 'light' })
  await page.setContent(`<style>
    body { margin: 0; padding: ${inset * side}px; background: ${round ? 'transparent' : PAPER} }
    img { display: block; width: 100%; height: ${side * (1 - 2 * inset)}px }
  </style><img src="data:image/svg+xml;base64,${mark}">`)
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  const picture = await page.screenshot({ omitBackground: round })
  await page.close()
  return picture
}

/** An icon file of one picture: header, directory of one, PNG. */
function toIco(png: Buffer, side: number): Buffer {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(1, 4)
  head.writeUInt8(side, 6)
  head.writeUInt8(side, 7)
  head.writeUInt16LE(1, 10)
  head.writeUInt16LE(32, 12)
  head.writeUInt32LE(png.length, 14)
  head.writeUInt32LE(head.length, 18)
  return Buffer.concat([head, png])
}

await main()
