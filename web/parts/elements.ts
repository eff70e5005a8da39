/** The custom elements that make a page live; without script they are plain boxes. */
declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'brusio-live': { class?: string; 'data-topic': string; children?: unknown }
      'brusio-verdict': { class?: string; children?: unknown }
      'brusio-report': {
        class?: string
        'data-provider': string
        'data-name': string
        'data-words': string
        children?: unknown
        id?: string
      }
      'brusio-push': {
        class?: string
        hidden?: boolean
        'data-provider': string
        'data-lang': string
        children?: unknown
      }
      'brusio-chart': { class?: string; children?: unknown }
      /** Its attributes are those that the guide names. */
      'brusio-widget': { [attribute: string]: unknown; children?: unknown }
      'brusio-overview': { class?: string; children?: unknown }
    }
  }
}

export type ElementsDeclared = true
