/** About, privacy, legal, accessibility, our own status. */
export type AboutTexts = {}
