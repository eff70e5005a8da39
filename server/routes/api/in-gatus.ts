import { Refusal } from '../../errors.ts'
import { MINUTE_MS, bucketStart } from '../../../shared/time.ts'
import type { ToolEvent } from './in-event.ts'
import { outcomeOfMessage } from './in-outcome.ts'

/**
 * What the `body` of Gatus' alert provider `custom` must be. Lines and not JSON: only its newest versions escape what they put in, so in
 * the others a backslash in an error would make the whole message unreadable.
 */
export const GATUS_BODY = `[ALERT_TRIGGERED_OR_RESOLVED]
[ENDPOINT_GROUP]
[ENDPOINT_NAME]
[RESULT_ERRORS]
[RESULT_CONDITIONS]
`

/** Gatus has no placeholder for the time; it speaks right after it has looked, so what comes is now. A minute has one event of a kind. */
export function readGatus(body: string, now: number): Omit<ToolEvent, 'provider' | 'component'> {
  const [state = '', group = '', name = '', ...rest] = body.split(/\r?\n/).map((line) => line.trim())
  if (state !== 'TRIGGERED' && state !== 'RESOLVED')
    throw new Refusal(400, 'The first line must be TRIGGERED or RESOLVED, the second the group, the third the name.')
  if (name === '') throw new Refusal(400, 'The third line must be the name of the endpoint.')
  return {
    tool: 'gatus',
    name: group === '' ? name : `${group}/${name}`,
    at: bucketStart(now, MINUTE_MS),
    identity: '',
    ...(state === 'RESOLVED' ? { outcome: 'up', status: null } : outcomeOfMessage(rest.join('\n'))),
    field: '',
  }
}
