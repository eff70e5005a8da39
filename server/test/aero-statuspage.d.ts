// @aero/statuspage has no types of its own; these are the parts we use.
declare module '@aero/statuspage' {
  type Incident = {
    id: string
    name: string
    impact: string
    url: string
    status: string
    updated: Date
    updates: { description: string; updated: Date; status: string }[]
  }
  type Component = { id: string; name: string; description: string | null; status: string; updated: Date }
  type Status = { description: string; indicator: string }
  type Page = { id: string; name: string; url: string; updated: Date }

  export const maintenances: { ALL: 0; ACTIVE: 1; UPCOMING: 2 }
  export class StatusPageClient {
    constructor(page: string)
    summary(): Promise<{
      page: Page
      status: Status
      components: Component[]
      incidents: Incident[]
      maintenances: Incident[]
    }>
    status(): Promise<{ page: Page; status: Status }>
    components(): Promise<Component[]>
    incidents(unresolved?: boolean): Promise<Incident[]>
    maintenances(kind?: 0 | 1 | 2): Promise<Incident[]>
  }
}
