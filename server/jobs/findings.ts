import { v7 as uuidv7 } from 'uuid'
import type { Change } from '../detect/change.ts'
import { RULE_VERSION } from '../detect/rule.ts'
import type { BaselineRow, EventWrite, GaveWay, IncidentWrite, Judgement, PartWrite } from '../store/judgements.ts'
import { unseen } from './detect-archived.ts'
import type { Judging } from './judging.ts'

export type Incident = Omit<IncidentWrite, 'isNew'>
/** What becomes of an incident that is open. */
const FOLLOWING = new Set<Change['type']>(['heard', 'verified', 'recovering', 'relapsed', 'resolved'])

/** What was found of one provider and is yet to be written, and the incident it is in or was last in. */
export class Findings {
  readonly providerId: number
  #incident: Incident | null
  #baselines: BaselineRow[] = []
  #incidents: IncidentWrite[] = []
  #events: EventWrite[] = []
  #parts: PartWrite[] = []

  constructor(providerId: number, incident: Incident | null) {
    this.providerId = providerId
    this.#incident = incident
  }

  get incident(): Incident | null {
    return this.#incident
  }
  get open(): Incident | null {
    return this.#incident?.resolvedAt === null ? this.#incident : null
  }

  /** Something that is to be told. */
  get hasNews(): boolean {
    return this.#events.length > 0 || this.#incidents.length > 0
  }
  /** How much there is to be written, roughly. */
  get rows(): number {
    return this.#baselines.length + this.#events.length + this.#incidents.length + this.#parts.length
  }

  believe(row: BaselineRow): void {
    this.#baselines.push(row)
  }

  file(part: PartWrite | undefined): void {
    if (part) this.#parts.push(part)
  }

  /** `mayOpen` false: what was heard had no names; it may follow an incident that is open, not open one. False: there is nothing to tell of it. */
  change(change: Change, mayOpen: boolean): boolean {
    const { at, type, from, to, evidence, peak } = change
    const { detectedAt, startedAt, startedBetween, verified, cause, scope } = change
    const last = this.#incident
    if (!mayOpen && !(this.open && FOLLOWING.has(type))) return false
    // It was, as far as anybody was told.
    if (type === 'verified' && this.open?.verified) return false
    const found = { state: to, verified, cause, scope }
    if (type === 'confirmed' || (type === 'reopened' && !last)) {
      const id = uuidv7({ msecs: at })
      const began = { providerId: this.providerId, startedAt, startedBetween, detectedAt, confirmedAt: at }
      this.put({ id, ...began, ...found, peak, resolvedAt: null, rule: RULE_VERSION }, true)
    } else if (last && type !== 'suspected' && type !== 'faded') {
      const resolvedAt = type === 'resolved' ? at : null
      const isVerified = last.verified || verified
      this.put({ ...last, ...found, verified: isVerified, peak: Math.max(last.peak, peak), resolvedAt }, false)
    }
    const incidentId = type === 'suspected' || type === 'faded' ? null : (this.#incident?.id ?? null)
    this.#events.push({ incidentId, providerId: this.providerId, at, type, from, to, evidence })
    return true
  }

  /** What a detector says of the incident that is open beside its changes. Once said by our own probes or the operator, it stays said. */
  look(judging: Judging): void {
    const { open } = this
    if (!open) return
    const cause = judging.cause ?? open.cause
    const verified = open.verified || judging.verified
    const seen = { peak: Math.max(judging.peak, open.peak), verified, cause, scope: judging.scope() }
    const { peak, scope } = open
    if (JSON.stringify(seen) === JSON.stringify({ peak, verified: open.verified, cause: open.cause, scope })) return
    this.put({ ...open, ...seen }, false)
  }

  /** What somebody had said of it was put in by mistake: whether it is verified is asked anew. */
  doubt(): void {
    if (this.open?.verified) this.put({ ...this.open, verified: false }, false)
  }

  /** One row an incident, as it is in the end, however often it changed since the last writing. */
  put(incident: Incident, isNew: boolean): void {
    this.#incident = incident
    const known = this.#incidents.findIndex((i) => i.id === incident.id)
    if (known < 0) this.#incidents.push({ ...incident, isNew })
    else this.#incidents[known] = { ...incident, isNew: this.#incidents[known]!.isNew }
  }

  /** Nothing more is to be written of the incident, which somebody else has closed at `at`. */
  letGo(at: number): void {
    const mine = this.#incident
    if (!mine) return
    this.#incident = { ...mine, state: 'ok', resolvedAt: at }
    this.#incidents = this.#incidents.filter((i) => i.id !== mine.id)
    this.#events = this.#events.filter((e) => e.incidentId !== mine.id)
  }

  /** The incident it has opened was open already, under another id. */
  giveWay(to: GaveWay['to']): void {
    const mine = this.#incident
    if (!mine) return
    const { id, startedAt, detectedAt, confirmedAt } = to
    const same = { id, startedAt, detectedAt, confirmedAt, peak: Math.max(to.peak, mine.peak) }
    this.put({ ...mine, ...same, startedBetween: startedAt === mine.startedAt ? mine.startedBetween : null }, false)
  }

  /** What is wrong now is this incident, which is written already. */
  become(written: Incident, now: { state: string; peak: number }): void {
    const renamed = this.#incident?.id
    const ofMine = (id: string | null) => id !== null && id === renamed
    this.#incidents = this.#incidents.filter((i) => !ofMine(i.id))
    const rename = <T extends { incidentId: string | null }>(row: T): T =>
      ofMine(row.incidentId) ? { ...row, incidentId: written.id } : row
    this.#events = this.#events.map(rename)
    this.#parts = this.#parts.map(rename)
    this.put({ ...written, state: now.state, peak: Math.max(written.peak, now.peak) }, false)
  }

  /** The newest incident there is, `written`, may have gone on here past `until`: how it ended, if it did. */
  followed(written: Incident | null, until: number): Incident | undefined {
    return this.#incidents.find((i) => i.id === written?.id && i.resolvedAt !== null && i.resolvedAt > until)
  }

  /**
   * After a change of rule: what was written up to `until` stands. `last` is the newest incident that is written, or what it has `followed`,
   * `mine` what is wrong now.
   */
  adopt(last: Incident | null, followed: Incident | undefined, mine: Incident | null, until: number): void {
    const open = last?.resolvedAt === null ? last : null
    const ofMine = (e: EventWrite) => mine !== null && (e.incidentId ?? mine.id) === mine.id && e.at >= mine.detectedAt
    this.#incidents = this.#incidents.filter((i) => i === followed || i.id === mine?.id || i.confirmedAt > until)
    // What goes on and was not written yet has its events, however old.
    this.#events = this.#events.filter((e) => e.at > until || (!open && ofMine(e)))
    const kept = new Set(this.#incidents.map((i) => i.id))
    this.#parts = this.#parts.filter((p) => kept.has(p.incidentId))
  }

  /** Ends an incident that only an older rule has seen. */
  endUnseen(open: Incident, at: number): void {
    this.#incidents = this.#incidents.filter((i) => i.id !== open.id)
    const { id: incidentId, providerId, state: from } = open
    this.#incidents.unshift({ ...open, isNew: false, state: 'ok', resolvedAt: at })
    const evidence = unseen(RULE_VERSION)
    this.#events.unshift({ incidentId, providerId, at, type: 'resolved', from, to: 'ok', evidence })
  }

  /** Hands over what has gathered since the last time. */
  take(): Omit<Judgement, 'states'> {
    const taken = {
      baselines: this.#baselines,
      incidents: this.#incidents,
      events: this.#events,
      parts: this.#parts,
    }
    this.drop()
    return taken
  }

  drop(): void {
    this.#baselines = []
    this.#incidents = []
    this.#events = []
    this.#parts = []
  }
}
