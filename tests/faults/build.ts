import { buildApp } from '../../scripts/build.ts'

/** Once, before the files that start the built app at the same time. */
export default async function build(): Promise<void> {
  await buildApp()
}
