import type { Since } from '../../shared/live.ts'
import type { Kept, LiveError } from './live-client.ts'

type Place = { run: string; seq: number; isAsked: boolean }

const isKept = (topic: string) => topic === 'states' || topic === 'incidents'

/** How far the topics have been heard of which every message matters: after a break we get what was missed, and nothing is handed on twice. */
export function createKept(onError: (error: LiveError) => void = () => {}): Kept {
  const places = new Map<string, Place>()
  /** Of the life of the server that spoke last: numbers of another mean nothing to it. */
  let newest = ''

  return {
    since(): Since | undefined {
      const known = [...places].filter(([, { run }]) => run === newest)
      if (known.length === 0) return undefined
      return { run: newest, seq: Object.fromEntries(known.map(([topic, { seq }]) => [topic, seq])) }
    },
    take({ type, topic, run, seq }) {
      if (!isKept(topic)) return undefined
      newest = run
      if (type === 'snapshot') {
        places.set(topic, { run, seq, isAsked: false })
        return true
      }
      const place = places.get(topic)
      // A snapshot is on its way, in which this is contained.
      if (!place) return false
      const ahead = run === place.run ? seq - place.seq : Infinity
      if (ahead <= 0) return false
      if (ahead === 1 && type === 'update') {
        places.set(topic, { run, seq, isAsked: false })
        return true
      }
      // One question is enough for all that comes before its answer; a heartbeat comes after it.
      if (type === 'update' && place.isAsked) return false
      place.isAsked = true
      return 'missed'
    },
    forget: (topic) => places.delete(topic),
    fail: onError,
  }
}
