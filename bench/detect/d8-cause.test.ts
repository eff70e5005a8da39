import { expect, it } from 'vitest'
import { isRight, type Outcome, play, summarize, type Told } from './d8-cause.ts'
import { drawRelated, KINDS } from './related.ts'

const told = (more: Partial<Told> = {}): Told => ({ wasShown: true, wasConfirmed: true, cause: undefined, ...more })
const collateral = { kind: 'collateral' as const, of: ['first'], share: 0.05 }
const group = { kind: 'group' as const, of: ['first'], share: null }
const outcome = (kind: Outcome['kind'], second: Told, first = told()): Outcome => ({ kind, size: 1, first, second })

it('counts what rose and was rightly explained, and collateral that was not confirmed', () => {
  const { figures } = summarize([
    outcome('collateral', told({ cause: collateral, wasConfirmed: false })),
    outcome('collateral of a dependency', told({ cause: { kind: 'own', of: [], share: null } })),
    outcome('collateral', told({ wasShown: false, wasConfirmed: false })),
    outcome('family', told({ cause: group })),
    outcome('shared dependency', told({ cause: collateral, wasConfirmed: false })),
  ])
  expect(figures).toEqual({ right: 0.5, collateralHeldBack: 2 / 3, familyHeldBack: 0.5, asked: 4 })
})

it('does not take a reflection for right when it names another one, nor a coincidence that is called one', () => {
  expect(isRight(outcome('collateral', told({ cause: { ...collateral, of: ['bystander-1'] } })))).toBe(false)
  expect(isRight(outcome('coincidence', told({ cause: collateral })))).toBe(false)
  expect(isRight(outcome('equal competitors', told({ cause: group })))).toBe(true)
})

it.each(KINDS)('draws %s with as much excess as it says, and no trouble for bystanders', (kind) => {
  for (const seed of [1, 2, 3]) {
    const drawn = drawRelated(kind, seed)
    const of = (key: string, from: number, to: number) =>
      drawn.voices.get(key)!.filter((at) => at >= from && at < to).length
    const length = drawn.endAt - drawn.troubleAt
    const excess = (key: string) => {
      // The same hours of the seven days before are what is usual.
      let usual = 0
      for (let day = 1; day <= 6; day += 1)
        usual += of(key, drawn.troubleAt - day * 86_400_000, drawn.troubleAt - day * 86_400_000 + length) / 6
      return { excess: of(key, drawn.troubleAt, drawn.endAt) - usual, usual }
    }
    const first = excess('first').excess
    const second = excess('second')
    const chance = 4 * Math.sqrt(1.3 * (second.usual + Math.abs(second.excess))) + 0.1 * first * drawn.size
    expect(Math.abs(second.excess - drawn.size * first)).toBeLessThan(chance)
    const bystander = excess('bystander-0')
    expect(Math.abs(bystander.excess)).toBeLessThan(5 * Math.sqrt(1.3 * bystander.usual) + 5)
  }
})

it('plays a case through the detectors: the reflection is shown, explained and not confirmed', () => {
  const drawn = drawRelated('collateral', 8)
  const { first, second } = play(drawn)
  expect(first.wasConfirmed).toBe(true)
  expect(second).toMatchObject({ wasShown: true, wasConfirmed: false, cause: { kind: 'collateral', of: ['first'] } })
})
