import { createHmac, type KeyObject } from 'node:crypto'
import { type Address, hostText, neighbourhoodText } from './address.ts'
import type { Family } from './device.ts'

/** The day's secret; overwritten at 00:00 UTC, after which nobody can tell who a key was. */
export type DayKey = { day: string; key: KeyObject }

// 128 bits: within one day and one provider no two reporters ever meet, and the index is half as large.
const HEX_DIGITS = 32

/** One reporter at one provider for one day: neither days nor providers can be joined. */
export function reporterKey(day: DayKey, providerId: number, address: Address, family: Family): string {
  return digest(day, `reporter|${providerId}|${hostText(address)}|${family}`)
}

/** A neighbourhood (/24, /48) for one day, so that one building's voices can be told from many. */
export function networkKey(day: DayKey, address: Address): string {
  return digest(day, `network|${neighbourhoodText(address)}`)
}

function digest({ key }: DayKey, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, HEX_DIGITS)
}
