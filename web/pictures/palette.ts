import type { EmbedTheme } from '../embed-code.ts'

export type Colours = Record<
  | 'paper'
  | 'ink'
  | 'soft'
  | 'rule'
  | 'band'
  | 'upper'
  | 'confirmed'
  | 'confirmed-ground'
  | 'suspected'
  | 'suspected-ground'
  | 'recovering'
  | 'neutral-ground'
  | 'unknown',
  string
> & { fillOpacity: number; openOpacity: number }

/** The site's colours (tokens.css; a test compares): a picture stands where no stylesheet of ours reaches. */
export const LIGHT: Colours = {
  paper: '#faf6ee',
  ink: '#1c1a15',
  soft: '#5c574b',
  rule: '#d9d1c0',
  band: '#e9e2d2',
  upper: '#8d8573',
  confirmed: '#b02e17',
  'confirmed-ground': '#f5ddd3',
  suspected: '#8a5700',
  'suspected-ground': '#f7e8c6',
  recovering: '#1f5c8c',
  'neutral-ground': '#ece7db',
  unknown: '#67645c',
  fillOpacity: 0.78,
  openOpacity: 0.34,
}

export const DARK: Colours = {
  paper: '#101a26',
  ink: '#ece6d8',
  soft: '#a9b0b6',
  rule: '#2b3a4b',
  band: '#1e2c3c',
  upper: '#72808d',
  confirmed: '#ff8a6e',
  'confirmed-ground': '#43231f',
  suspected: '#e8b04a',
  'suspected-ground': '#3b2f16',
  recovering: '#83bcec',
  'neutral-ground': '#182535',
  unknown: '#a3a69f',
  fillOpacity: 0.74,
  openOpacity: 0.34,
}

/** Which elements have which colour. Plain classes: the renderer of the PNG knows no variables. */
const rules = (colours: Colours): string =>
  [
    `.paper{fill:${colours.paper}}`,
    `.ink,.ok .solid,.collateral .solid{fill:${colours.ink}}`,
    `.soft{fill:${colours.soft}}`,
    `.line{stroke:${colours.ink}}`,
    `.rule{stroke:${colours.rule}}`,
    `.strip,.ground.collateral,.ground.withdrawn{fill:${colours['neutral-ground']}}`,
    `.ground.incident{fill:${colours['confirmed-ground']}}`,
    `.ground.suspected{fill:${colours['suspected-ground']}}`,
    `.usual{fill:${colours.band}}`,
    `.upper,.gap{stroke:${colours.upper}}`,
    `.fill{fill:${colours.ink};fill-opacity:${colours.fillOpacity}}`,
    `.open{fill:${colours.ink};fill-opacity:${colours.openOpacity}}`,
    `.ok .outline,.collateral .outline{stroke:${colours.ink}}`,
    `.unknown .outline,.unknown .hatch{stroke:${colours.unknown}}`,
    ...(['suspected', 'confirmed', 'recovering'] as const).flatMap((tone) => [
      `.words.${tone},.${tone} .solid{fill:${colours[tone]}}`,
      `.${tone} .outline{stroke:${colours[tone]}}`,
    ]),
  ].join('')

const STILL = [
  '.outline{fill:none;stroke-width:2}',
  '.hatch{fill:none;stroke-width:1.5}',
  '.line,.upper{fill:none}',
  '.words{white-space:pre}',
].join('')

/** The style of a picture; `auto` follows the reader's, where whoever draws knows of it. */
export function pictureStyle(theme: EmbedTheme): string {
  const chosen = theme === 'dark' ? DARK : LIGHT
  const dark = theme === 'auto' ? `@media (prefers-color-scheme:dark){${rules(DARK)}}` : ''
  return STILL + rules(chosen) + dark
}
