import { prepareData } from './prepared-data.ts'

/** Once before all journeys, so that none of them waits for it. The demo is loaded by the journey that looks at it. */
export default function prepare(): Promise<void> {
  return prepareData('people')
}
