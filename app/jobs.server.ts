import type { JobDefinition } from './platform/job-queue.server.ts'

/** Every background job and its schedule, on this page. */
export const jobs: readonly JobDefinition[] = []
