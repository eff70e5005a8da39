import { createHash } from 'node:crypto'
import type { AssetFile, Assets } from '../../assets.ts'

/** Beside the pages' own files, and not named by its content: pages that embed it name it for years. */
const BUILT = '/widget.js'
/** Hexadecimal digits: enough that no two releases meet. */
const VERSION_DIGITS = 16

export type WidgetScript = {
  file: AssetFile
  version: string
  /** Always the newest. */
  stable: string
  /** Just this version, which may be kept for ever. */
  versioned: string
  /** What a page asks its browser to check (Subresource Integrity). */
  integrity: string
}

export function widgetScript(assets: Assets): WidgetScript {
  const file = assets.file(BUILT)
  if (file === undefined) throw new Error('the widget was not built: run npm run build')
  const version = createHash('sha256').update(file.body).digest('hex').slice(0, VERSION_DIGITS)
  const integrity = `sha384-${createHash('sha384').update(file.body).digest('base64')}`
  return { file, version, stable: BUILT, versioned: `/widget-${version}.js`, integrity }
}
