import { type DBSchema, openDB } from 'idb'
import type { QueuedEvent } from './queue-state.ts'

/** Where events wait on the device. */
export type EventStore = {
  /** False when the browser keeps nothing: then a reload loses what was not sent. */
  readonly isDurable: boolean
  readonly load: (attemptId: string) => Promise<QueuedEvent[]>
  readonly replace: (removed: readonly QueuedEvent[], added: readonly QueuedEvent[]) => Promise<void>
}

interface ExamDatabase extends DBSchema {
  events: { key: [string, number, number]; value: QueuedEvent }
}

/** IndexedDB, or nothing where the browser refuses it (some private modes). */
export async function openEventStore(): Promise<EventStore> {
  try {
    const database = await openDB<ExamDatabase>('tera-exam', 1, {
      upgrade: (made) => {
        made.createObjectStore('events', { keyPath: ['attemptId', 'leaseEpoch', 'seq'] })
      },
    })
    return {
      isDurable: true,
      load: (attemptId) => database.getAll('events', IDBKeyRange.bound([attemptId, 0, 0], [attemptId, Infinity, Infinity])),
      replace: async (removed, added) => {
        const { store, done } = database.transaction('events', 'readwrite')
        for (const event of removed) store.delete([event.attemptId, event.leaseEpoch, event.seq])
        for (const event of added) store.put(event)
        await done
      },
    }
  } catch {
    return { isDurable: false, load: async () => [], replace: async () => {} }
  }
}
