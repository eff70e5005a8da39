import { startCopy } from './copy.ts'
import { pageJson, readerOf, type PageData } from './page-data.ts'
import { startSearchBox } from './search-box.ts'
import { sendQueued } from './queued.ts'
import { createServerClock } from './server-clock.ts'
import { localiseTimes, tickDateline } from './times.ts'

const data: PageData = JSON.parse(pageJson())
const clock = createServerClock(data)
sendQueued(data.lang)
const reader = readerOf(data)
localiseTimes(document, reader)
tickDateline(reader, () => clock.now())
startSearchBox()
startCopy(document)
