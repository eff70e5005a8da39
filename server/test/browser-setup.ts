import type { TestProject } from 'vitest/node'
import { unpackBrowser, type BrowserFiles } from './browser-files.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browserFiles: BrowserFiles
  }
}

/** Before any test file: unpacking takes seconds, and two at once would start a file that is still being written. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('browserFiles', await unpackBrowser())
}
