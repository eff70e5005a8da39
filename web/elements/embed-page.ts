import { tellHeight } from './embed-height.ts'
import { followEmbed } from './embed-live.ts'

const main = document.querySelector<HTMLElement>('#embed')
if (parent !== window) tellHeight(parent, document.documentElement, location.search)
// Frozen ones and those of incidents that are over stay as they are.
if (main?.dataset['live'] !== undefined) followEmbed(main)
