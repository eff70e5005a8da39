/** Reporting: form, details, queue, renewal, receipts. Page and script both write them. */
export type ReportingTexts = {}
