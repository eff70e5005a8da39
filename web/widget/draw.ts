import type { EmbedFacts, EmbedLine } from '../../shared/embed.ts'
import { line, link, make } from './dom.ts'
import { mark } from './mark.ts'
import { plot, spark, ticks } from './plot.ts'

/** What changes while it stands there. `numbers`: of each line. */
export type Drawing = {
  nodes: Node[]
  numbers: HTMLElement[]
  time: HTMLElement
  old: HTMLElement
  plot: Element | null
}

export function draw(facts: EmbedFacts, base: string, form: HTMLElement | null): Drawing {
  const { lines, curve, words } = facts
  const numbers = lines.map((of) => make('p', {}, of.numbers))
  const about = (of: EmbedLine, i: number) => [
    make(`p.head ${of.tone}`, {}, mark(of), make('span', {}, of.headline)),
    numbers[i],
    line('soft', of.cause),
  ]
  const row = (of: EmbedLine, i: number) =>
    make('li', {}, make('div', {}, make('p.name', {}, link(base + of.path, of.name)), ...about(of, i)), spark(of.spark))
  const time = make('span', {}, facts.time)
  const old = make('p.note', { hidden: '' }, words.old)
  const shape = curve && plot(curve, facts.lang)
  const parts = [
    line('name', facts.title),
    ...facts.notes.map((note) => line('note', note)),
    old,
    ...(curve ? about(lines[0]!, 0) : [make('ul', {}, ...lines.map(row))]),
    shape,
    curve && ticks(curve),
    form,
    make('p.foot soft', {}, time, curve && make('span.usual', {}, words.usual), link(base + facts.path, words.source)),
  ]
  return { nodes: parts.filter(Boolean) as Node[], numbers, time, old, plot: shape }
}
