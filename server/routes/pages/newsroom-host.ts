import type { Context } from 'hono'
import type { EmbedHost } from '../../../web/embed-code.ts'
import { contentSecurityPolicy } from '../../app.ts'
import type { Assets } from '../../assets.ts'
import { widgetScript } from '../embed/widget-script.ts'

/** The pages that show embeds as others would may frame our own. */
export function mayFrameOurs(c: Context): void {
  c.header('Content-Security-Policy', `${contentSecurityPolicy("'none'")}; frame-src 'self'`)
}

/** As a newspaper's page is: what is pasted may reserve its room by a style of its own. */
export function mayBeNewspaper(c: Context): void {
  c.header(
    'Content-Security-Policy',
    `${contentSecurityPolicy("'none'")}; frame-src 'self'; style-src-attr 'unsafe-inline'`,
  )
}

export const embedHost = ({ assets }: { assets: Assets }, origin: string): EmbedHost => ({
  origin,
  widget: widgetScript(assets),
})
