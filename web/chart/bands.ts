import type { Lang } from '../locales/language.ts'
import { chartTexts } from '../locales/chart.ts'
import type { BandKind } from './model.ts'

/** Names of the colours of a band: its ground, and its words. */
export const BAND_COLOURS: Record<BandKind, { ground: string; label: string }> = {
  incident: { ground: 'confirmed-ground', label: 'confirmed' },
  suspected: { ground: 'suspected-ground', label: 'suspected' },
  collateral: { ground: 'neutral-ground', label: 'soft' },
  withdrawn: { ground: 'neutral-ground', label: 'soft' },
}

export function bandLabel(lang: Lang, kind: BandKind): string {
  const words = chartTexts[lang]
  return {
    incident: words.incidentLabel,
    suspected: words.suspectedLabel,
    collateral: words.collateralLabel,
    withdrawn: words.withdrawnLabel,
  }[kind]
}
