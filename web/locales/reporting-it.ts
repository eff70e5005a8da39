import type { ReportingTexts } from './reporting.ts'

export const reportingIt: ReportingTexts = {}
