/** Incidents, history, operators: what happened. */
export type PastTexts = {}
