import type { ReportingTexts } from './reporting.ts'

export const reportingEn: ReportingTexts = {}
