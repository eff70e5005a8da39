/**
 * How far a story's clock may run: not past what is still to happen at an instant, however busy the machine is. Otherwise a second in which
 * nothing gets through would be an hour of silence in the story.
 */
export class Pace {
  readonly #holds = new Map<object, number>()

  /** What `who` has to do at `at` is not done yet. */
  hold(who: object, at: number): void {
    this.#holds.set(who, at)
  }
  release(who: object): void {
    this.#holds.delete(who)
  }
  /** The instant of the first thing that is not done. */
  get first(): number {
    return Math.min(Infinity, ...this.#holds.values())
  }
}
