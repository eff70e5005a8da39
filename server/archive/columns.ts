/** The columns of each file, in their order. docs/archive.md says what they mean, and a test compares the two. */
export const COLUMNS = {
  counts: [
    'bucket_start',
    'width',
    'facet',
    'component',
    'device',
    'reports',
    'problems',
    'works',
    'expected',
    'upper',
    'dispersion',
    'shape',
    'blind_per_minute',
  ],
  uptime: ['from', 'to'],
  incidents: [
    'id',
    'provider',
    'state',
    'verified',
    'started_at',
    'started_from',
    'started_to',
    'detected_at',
    'confirmed_at',
    'resolved_at',
    'withdrawn_at',
    'peak',
    'rule',
    'cause',
    'scope',
    'fixed',
    'corrections',
  ],
  events: ['incident', 'provider', 'at', 'type', 'from_state', 'to_state', 'reason', 'evidence'],
  providers: ['slug', 'name', 'category', 'operator', 'operator_name', 'homepage', 'countries', 'archived'],
} as const

/** Voices below which a part and device of an hour is not told: so few might be somebody. */
export const FEWEST_VOICES = 5
