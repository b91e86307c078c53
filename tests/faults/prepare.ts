import type { TestProject } from 'vitest/node'
import { buildApp } from '../../scripts/build.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { findFaketime } from './faketime.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly hasPostgres: boolean
  }
}

/** Once, before the files that start the built app at the same time: what they need is built and, where it can be, installed. */
export default async function prepare({ provide }: TestProject): Promise<void> {
  await buildApp()
  await findFaketime()
  provide('hasPostgres', await hasPostgres())
}

async function hasPostgres(): Promise<boolean> {
  try {
    await (await startPostgres()).stop()
    return true
  } catch (error) {
    console.log(`left out: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}
