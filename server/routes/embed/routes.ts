import { Hono } from 'hono'
import type { Database } from '../../store/db.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { PageSetting } from '../pages/page-context.ts'
import { embedFactsRoutes } from './facts-json.ts'
import { createEmbedFacts } from './facts.ts'
import { embedFrameRoutes } from './frame.ts'
import { feedRoutes } from './feeds.ts'
import { oembedRoutes } from './oembed.ts'
import { pictureRoutes } from './pictures.ts'
import { createReadings } from './readings.ts'
import { widgetRoutes } from './widget.ts'

export type EmbedDeps = PageSetting & {
  db: Database
  directory: Directory
  /** Versions of the element's script that were served here before. */
  widgets?: readonly { version: string; body: Uint8Array }[]
}

/** All that other sites show of ours: element, frame, badge, pictures, feeds. */
export function embedRoutes(deps: EmbedDeps): Hono {
  const readings = createReadings(deps)
  const facts = createEmbedFacts({ ...deps, readings })
  return new Hono()
    .route('/', embedFactsRoutes(deps, facts))
    .route('/', embedFrameRoutes(deps, facts))
    .route('/', widgetRoutes(deps))
    .route('/', pictureRoutes({ ...deps, readings }, facts))
    .route('/', oembedRoutes(deps))
    .route('/', feedRoutes(deps))
}
