import { prepareData } from './prepared-data.ts'

/** Once before all journeys. The demo is for the embedded database; on a PostgreSQL the journeys begin with people alone. */
export default async function prepare(): Promise<void> {
  await prepareData('people')
  if (process.env.TEST_DATABASE_URL === undefined) await prepareData('demo')
}
