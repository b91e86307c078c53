import { prepareData } from './prepared-data.ts'

/** Once before all journeys. */
export default function prepare(): Promise<void> {
  return prepareData(true)
}
