import { getRequestListener } from '@hono/node-server'
import dns from 'node:dns'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createApp, type ServedBy } from './app.ts'
import { readAssets } from './assets.ts'
import { bareHeaders, createBareAnswers } from './bare-answer.ts'
import { readCatalogue, type Catalogue } from './catalogue/catalogue.ts'
import { createDirectory } from './catalogue/directory.ts'
import type { Directory } from './catalogue/directory.ts'
import { probeTargets, readOwnTargets } from './catalogue/probe-targets.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { Refusal, toProblem } from './errors.ts'
import type { Background } from './handover.ts'
import { closeServer, createHttpServer, listen } from './http-server.ts'
import { clientAddress, isTrustedProxy, parseTrustedProxies } from './ingest/client-address.ts'
import { createIngest, type IngestDeps } from './ingest/ingest.ts'
import { MAX_WAITING_REPORTS } from './ingest/limits.ts'
import { startDeliverJob } from './jobs/deliver.ts'
import { startArchiveJob } from './jobs/archive.ts'
import { startDetectJob } from './jobs/detect.ts'
import type { DetectJob, OnChange } from './jobs/detect.ts'
import { createSnapshots, startLiveJob } from './jobs/live.ts'
import { createTopicReader, resolveTopic } from './jobs/live-topics.ts'
import { noticeSources, startNoticeJob } from './jobs/notices.ts'
import { startProbeJob, type ProbeJob } from './jobs/probe.ts'
import { makePartitionsAhead, startPruneJob } from './jobs/prune.ts'
import { startPushJob } from './jobs/push.ts'
import { createEventStreams } from './live/events.ts'
import { createHub } from './live/hub.ts'
import { KEPT } from './live/kept-kinds.ts'
import { attachSockets } from './live/socket.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import type { Purpose } from './metrics/outbound.ts'
import { createWatching } from './metrics/watching.ts'
import { nodeVersionWarning } from './node-version.ts'
import { blaming, closeInReverse, connectTo, openLookups } from './opening.ts'
import { pushSubject } from './notify/push-message.ts'
import { lookupAside } from './outbound-names.ts'
import { createOutbound } from './outbound.ts'
import { endOnSignal, sayLastWords } from './process-end.ts'
import { createPushIdentity } from './push-identity.ts'
import { archiveFileRoutes } from './routes/archive-files.ts'
import { createShelf } from './routes/archive-shelf.ts'
import { apiReaders } from './routes/api/api-readers.ts'
import { liveEventRoutes } from './routes/api/live-events.ts'
import { providerRoutes } from './routes/api/providers.ts'
import { probeResultRoutes } from './routes/api/probe-results.ts'
import { probeTargetRoutes } from './routes/api/probe-targets.ts'
import { keyRoutes, receiptReads } from './routes/api/receipts.ts'
import { pushRoutes } from './routes/api/push.ts'
import { createReadCounter } from './routes/api/read-limit.ts'
import { reportRoutes } from './routes/api/reports.ts'
import { ownWebhookRoutes } from './routes/api/webhooks.ts'
import { statuspageRoutes } from './routes/compat/statuspage.ts'
import { embedReaders } from './routes/embed/embed-readers.ts'
import { embedRoutes } from './routes/embed/routes.ts'
import { widgetScript } from './routes/embed/widget-script.ts'
import { DATABASE_PATIENCE_MS, healthRoutes } from './routes/health.ts'
import { errorPage, pageRoutes, refusedReportPage } from './routes/pages/pages.ts'
import { reportFormRoutes } from './routes/pages/report-form.ts'
import type { Self } from './routes/pages/serve.ts'
import { simulationRoutes } from './routes/pages/simulation.ts'
import { withReadyAnswers } from './routes/ready-answers.ts'
import { within } from './routes/within.ts'
import { createSigner } from './signer.ts'
import { createDayKeys } from './store/day-keys.ts'
import { migrate, openDatabase } from './store/db.ts'
import type { Connection, Database } from './store/db.ts'
import { loadCatalogue, readDependencies, readProviders } from './store/providers.ts'
import { countWaiting } from './store/outbox.ts'
import { createReadinessReader } from './store/readiness.ts'
import { writeReports } from './store/reports.ts'
import { keepWidgetVersion } from './store/widget-versions.ts'

export type RunningServer = {
  url: string
  db: Database
  directory: Directory
  detector: DetectJob
  /** What is served where, in the order in which it is asked. */
  routes: readonly { method: string; path: string }[]
  /** Where metrics are; undefined: nowhere. */
  metricsUrl: string | undefined
  /** Goes on answering, and says at `/readyz` that it is about to end. */
  retire(): void
  /** Takes nothing more, writes what is waiting, lets sockets and database go. */
  close(): Promise<void>
}

export type ServerOptions = {
  config: Config
  clock?: Clock
  log?: Log
  /** Whom people can report on, where it is not the catalogue that comes along. */
  catalogue?: Catalogue
  /** The database, where it is not for us to find or start. */
  connection?: Connection
  /** Runs when the tables and the catalogue are there and nothing is served or judged yet (a replay puts its history in). */
  prepare?(db: Database, directory: Directory): Promise<void>
  onChange?: OnChange
  /** What a replay or simulation is made of: what is known of its story, and what had to be made up. A page says so. */
  background?: Background | undefined
  /** What `prepare` puts in is a recording, in which every voice is another person: its outages are found and written. */
  trustHistory?: boolean
  /** Push services on this machine, for tests. No setting: who asks for a push has no key, and could have us knock at any door within. */
  privatePushes?: boolean
}

const BUILT = path.resolve(import.meta.dirname, '../dist')
/** How often committed reports are looked at and told (real time). */
const DETECT_TICK_MS = 500

/** Composes the whole program; what was opened is closed in reverse, also when a later part fails to open. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, clock = systemClock, log = createLog(config.logLevel), onChange, trustHistory } = options
  const closers: (() => Promise<void>)[] = []
  let closing: Promise<void> | undefined
  let isClosing = false
  const retire = () => void (isClosing = true)
  const closeAll = () => (retire(), (closing ??= closeInReverse(closers, log)))
  try {
    const catalogue = options.catalogue ?? readCatalogue()
    const targets = probeTargets(catalogue, readOwnTargets(config.probeTargets, catalogue))
    const lookups = openLookups(config)
    lookups.catch(() => undefined)
    const setting = config.databaseUrl === undefined ? 'DATA_DIR' : 'DATABASE_URL'
    const watching = createWatching(config, log)
    const { onTurn, onReport: onEnd, onProbe } = watching
    const connection = options.connection ?? (await blaming(setting, connectTo(config, log, closers)))
    await blaming(setting, migrate(connection, log))
    const db = openDatabase({ connection, log, onBeat: watching.onBeat })
    closers.push(() => db.close())
    await loadCatalogue(db, catalogue, clock.now())
    const directory = createDirectory(await readProviders(db), await readDependencies(db))
    await makePartitionsAhead({ db, clock })
    await options.prepare?.(db, directory)

    const dayKey = createDayKeys({ db, clock })
    const write: IngestDeps['write'] = watching.timed((batch) => writeReports(db, batch))
    const { country, network } = await lookups
    const ingest = createIngest({ clock, log, providers: directory, dayKey, write, onEnd, ...config, country, network })
    closers.push(() => ingest.close())

    const read = createTopicReader({ db, clock, directory })
    const hub = createHub({ clock, log, kept: KEPT, snapshot: createSnapshots(read) })
    const streams = createEventStreams({ hub })
    const isTopic = (name: string) => resolveTopic(directory, name) !== undefined
    const { trustedProxies, publicUrl, readsPerMinute } = config
    const trusted = parseTrustedProxies(trustedProxies)
    const explained = options.background !== undefined
    let prober: ProbeJob | undefined
    const self: Self = {
      sockets: () => hub.sockets,
      probing: () => (prober === undefined ? 'off' : prober.offline() ? 'offline' : 'on'),
    }
    const assets = readAssets(BUILT)
    const { version, file } = widgetScript(assets)
    const widgets = await keepWidgetVersion(db, { version, body: file.body, now: clock.now() })
    const shelf = createShelf(clock.mode === 'live' ? config.archiveDir : undefined)
    const site = { db, clock, directory, assets, config, self, explained, widgets, shelf }
    const { reportsPerMinute, publisher } = config
    const api = { db, clock, directory, publicUrl, trustedProxies, readsPerMinute, reportsPerMinute, publisher }
    const countRead = createReadCounter(api)
    const isProxy = (remote: string | undefined) => isTrustedProxy(remote, trusted)
    const allowPrivate = config.probePrivate
    const toReceivers = createOutbound({ contact: publicUrl, allowPrivate, resolve: lookupAside })
    const pushes = { allowPrivate: options.privatePushes ?? false, resolve: lookupAside }
    const toBrowsers = createOutbound({ contact: publicUrl, ...pushes })
    const hooks = { outbound: watching.outbound(toReceivers, 'webhooks'), allowPrivate }
    const subject = clock.mode === 'live' ? pushSubject(config) : undefined
    const identity = subject === undefined ? undefined : createPushIdentity(db, clock, subject)
    const own = { isFull: () => ingest.waiting >= MAX_WAITING_REPORTS, isClosing: () => isClosing }
    const app = createApp({
      clock,
      log,
      errorPage: errorPage(site),
      isProxy,
      onAnswer: watching.onAnswer,
      routes: (mounted) =>
        mounted
          .route('/', healthRoutes({ clock, readReadiness: createReadinessReader(db), realNow: Date.now, ...own }))
          .route('/api/v1', reportRoutes({ ingest, trustedProxies, publicUrl }))
          .route('/api/v1', providerRoutes({ ...api, countRead }))
          .route('/api/v1', liveEventRoutes({ streams, isTopic, trustedProxies }))
          .route('/api/v1', receiptReads(site))
          .route('/', keyRoutes(site))
          .route('/api/v1', probeResultRoutes({ ...api, networkOf: network }))
          .route('/api/v1', probeTargetRoutes({ db, clock, targets }))
          .route('/api/v1', ownWebhookRoutes({ db, clock, directory, ...hooks }))
          .route('/api/v1', pushRoutes({ ...api, identity, ...pushes }))
          .route('/', archiveFileRoutes({ shelf, log }))
          .route('/', embedRoutes(site))
          .route('/', statuspageRoutes(api))
          .route(
            '/',
            reportFormRoutes({ ingest, trustedProxies, log, publicUrl, renderRefusal: refusedReportPage(site) }),
          )
          .route('/', simulationRoutes(site, options.background))
          .route('/', pageRoutes(site)),
    })

    const unreadable = () =>
      new Response(JSON.stringify(toProblem(new Refusal(400, 'This is not a request that can be read.'))), {
        status: 400,
        headers: bareHeaders(clock.mode),
      })
    const ready = withReadyAnswers(
      withReadyAnswers(
        (request, env) => app.fetch(request, env),
        embedReaders({ isProxy, onAnswer: watching.onAnswer }),
      ),
      apiReaders({ countRead, isProxy, onAnswer: watching.onAnswer }),
    )
    const listener = getRequestListener((request, env) => ready(request, env as ServedBy), { errorHandler: unreadable })
    const server = createHttpServer(listener, clock.mode)
    const addressOf = (request: IncomingMessage) =>
      clientAddress(request.socket.remoteAddress, header(request, 'x-forwarded-for'), trusted)
    closers.push(() => closeServer(server))
    const sockets = attachSockets({ server, hub, log, addressOf, endWith: createBareAnswers(clock.mode) })
    closers.push(() => sockets.close())
    closers.push(() => streams.close())
    const url = await listen(server, config)

    const here = { network: config.probeNetwork, resolvers: dns.getServers() }
    const detector = startDetectJob({
      db,
      clock,
      log,
      directory,
      tickMs: DETECT_TICK_MS,
      onChange,
      trustHistory,
      own: here,
      onTurn,
    })
    const jobs = [startPruneJob({ db, clock, log, onTurn }), detector, startLiveJob({ hub, read, log, onTurn })]
    if (clock.mode === 'live') {
      const archive = { db, clock, log, signer: createSigner({ db, clock }), dir: config.archiveDir, publicUrl }
      if (config.archive) jobs.push(startArchiveJob({ ...archive, onTurn }))
      const way = createOutbound({ contact: publicUrl, allowPrivate: config.probePrivate })
      const outbound = (purpose: Purpose) => watching.outbound(way, purpose)
      const sources = noticeSources(catalogue)
      jobs.push(startDeliverJob({ db, log, mode: clock.mode, outbound: hooks.outbound, onTurn }))
      const pushing = { db, log, directory, outbound: watching.outbound(toBrowsers, 'push'), onTurn }
      if (identity !== undefined) jobs.push(startPushJob({ ...pushing, identity, now: () => clock.now() }))
      if (config.probes) {
        const probing = { db, clock, log, directory, targets, outbound: outbound('probe'), onProbe }
        jobs.push((prober = startProbeJob(probing)))
      }
      if (config.notices)
        jobs.push(startNoticeJob({ db, clock, log, directory, sources, outbound: outbound('notices') }))
    }
    for (const job of jobs) closers.push(() => job.close())
    const shown = await watching.serve({
      waiting: () => ingest.waiting,
      sockets: () => hub.sockets,
      topics: () => hub.listened().length,
      messages: () => hub.sent,
      deliveries: () => within(DATABASE_PATIENCE_MS, countWaiting(db)).catch(() => undefined),
      judgedUntil: () => detector.judgedUntil,
      clock,
    })
    if (shown) closers.push(() => shown.close())
    log.info({ url, mode: clock.mode, metrics: shown?.url }, 'listening')
    return { url, metricsUrl: shown?.url, db, directory, detector, routes: app.routes, retire, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** `npm start`: until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  sayLastWords(log)
  const warning = nodeVersionWarning(process.versions.node)
  if (warning !== undefined) log.warn(warning)
  const server = await startServer({ config, log })
  process.stdout.write(`brusio ⌇ ${server.url}\n`)
  endOnSignal(server, config.drainMs)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    process.stderr.write(`brusio cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
}
