import type { Context } from 'hono'

/** The address under which others find us: the public one, or that by which this request came. Without a slash at its end. */
export const ownOrigin = (c: Context, publicUrl: string | undefined): string => publicUrl ?? new URL(c.req.url).origin
