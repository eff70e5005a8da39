import type { Forecast, Notice } from '../../../shared/notice.ts'
import { forecastMarks, noticeMarks, probeMarks, type ChartMark } from '../../../web/chart/marks.ts'
import type { NetworkNames } from '../../../web/parts/scope.tsx'
import type { Directory } from '../../catalogue/directory.ts'
import type { ProbeFailures } from '../../store/clocks.ts'

// What the page of a provider and the page of an incident both read.

export function marksOf(said: { notices: Notice[]; forecasts: Forecast[] }, failures: ProbeFailures[]): ChartMark[] {
  return [...noticeMarks(said.notices), ...forecastMarks(said.forecasts), ...probeMarks(failures)]
}

/** Networks that the catalogue knows the owner of, by number. */
export function networkNames(directory: Directory): NetworkNames {
  return new Map(
    directory.all().flatMap(({ name, networks }) => networks.map(({ asn }) => [String(asn), `${name} (AS${asn})`])),
  )
}
