import type { EmbedCurve, EmbedFacts, EmbedLine } from '../../shared/embed.ts'
import { line, link, make } from './dom.ts'
import { mark } from './mark.ts'
import { plot, spark, ticks } from './plot.ts'

/** What changes while it stands there. */
export type Drawing = {
  nodes: Node[]
  numbers(slug: string, words: string): void
  curve(curve: EmbedCurve): void
  time: HTMLElement
  old: HTMLElement
}

export function draw(facts: EmbedFacts, base: string, form: HTMLElement | null): Drawing {
  const { lines, curve, words, lang, notes, title, path } = facts
  const numbers = new Map<string, HTMLElement>()
  const about = (of: EmbedLine) => {
    const told = make('p', {}, of.numbers)
    numbers.set(of.slug, told)
    return [make(`p.head ${of.tone}`, {}, mark(of), make('span', {}, of.headline)), told, line('soft', of.cause)]
  }
  const row = (of: EmbedLine) =>
    make('li', {}, make('div', {}, make('p.name', {}, link(base + of.path, of.name)), ...about(of)), spark(of.spark))
  let shape = curve && plot(curve, lang)
  const time = make('span', {}, facts.time)
  const old = make('p.note', { hidden: '' }, words.old)
  const parts = [
    line('name', title),
    ...notes.map((note) => line('note', note)),
    old,
    ...(curve ? about(lines[0]!) : [make('ul', {}, ...lines.map(row))]),
    shape,
    curve && ticks(curve),
    form,
    make('p.foot soft', {}, time, curve && make('span.usual', {}, words.usual), link(base + path, words.source)),
  ]
  return {
    nodes: parts.filter(Boolean) as Node[],
    numbers(slug, told) {
      numbers.get(slug)!.textContent = told
    },
    curve(next) {
      const fresh = plot(next, lang)
      shape!.replaceWith(fresh)
      shape = fresh
    },
    time,
    old,
  }
}
