import { pageJson, type PageData } from './page-data.ts'
import { sendQueued } from './queued.ts'
import { ReportForm } from './report-form.ts'
import { createServerClock } from './server-clock.ts'

// The form alone, on lines that hardly carry it: nothing here ticks, and times stay in the page's zone, which it names.
customElements.define('brusio-report', ReportForm)

const data: PageData = JSON.parse(pageJson())
const clock = createServerClock(data)
sendQueued(data.lang)
const form = document.querySelector<ReportForm>('brusio-report')
if (form !== null) form.now = () => clock.now()
