// parse-prometheus-text-format has no types of its own; these are the parts we use.
declare module 'parse-prometheus-text-format' {
  type Sample = { labels?: Record<string, string>; value?: string }
  export type Family = { name: string; help: string; type: string; metrics: Sample[] }
  export default function parse(text: string): Family[]
}
