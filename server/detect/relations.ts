/** What is known of providers beside their voices: who runs them, and on whom they build. */
export type Relations = {
  /** Run by one operator. */
  families: readonly (readonly string[])[]
  /** [x, y]: x depends on y, which need not be watched itself. */
  depends: readonly (readonly [string, string])[]
  /** What kind of service it is; people mix up those of one kind more often. */
  category?: (key: string) => string
}

/** How one stands to another. `family`: one operator; `depends`: either builds on the other; `shared`: both build on a third. */
export type Tie = 'family' | 'depends' | 'shared' | 'none'

/** Relations, ready to be asked. */
export class Ties {
  readonly #family = new Map<string, string>()
  readonly #bases = new Map<string, Set<string>>()
  readonly #category: ((key: string) => string) | undefined

  constructor(relations: Relations) {
    this.#category = relations.category
    // Families that share a member are one: an operator may be named twice.
    for (const family of relations.families) {
      const names = new Set(family.map((key) => this.operator(key)))
      const name = [...names].toSorted()[0]
      if (name === undefined) continue
      for (const [key, old] of this.#family) if (names.has(old)) this.#family.set(key, name)
      for (const key of family) this.#family.set(key, name)
    }
    for (const [key, base] of relations.depends) {
      const bases = this.#bases.get(key) ?? new Set()
      this.#bases.set(key, bases.add(base))
    }
  }

  /** One name for all that one operator runs; a provider without a family is its own. */
  operator(key: string): string {
    return this.#family.get(key) ?? key
  }

  tie(key: string, other: string): Tie {
    if (this.operator(key) === this.operator(other)) return 'family'
    const bases = this.#bases.get(key)
    const others = this.#bases.get(other)
    if (bases?.has(other) || others?.has(key)) return 'depends'
    if (bases && others) for (const base of bases) if (others.has(base)) return 'shared'
    return 'none'
  }

  /** Both kinds are known, and are not the same. */
  differ(key: string, other: string): boolean {
    return this.#category !== undefined && this.#category(key) !== this.#category(other)
  }
}
