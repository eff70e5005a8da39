import type { Context } from 'hono'
import type { EmbedHost } from '../../../web/embed-code.ts'
import { contentSecurityPolicy } from '../../app.ts'
import type { Assets } from '../../assets.ts'
import { widgetScript } from '../embed/widget-script.ts'

/** The pages that show embeds as others would may frame our own. */
export function mayFrameOurs(c: Context): void {
  c.header('Content-Security-Policy', `${contentSecurityPolicy("'none'")}; frame-src 'self'`)
}

export const embedHost = ({ assets }: { assets: Assets }, origin: string): EmbedHost => ({
  origin,
  widget: widgetScript(assets),
})
