import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Contact } from './exam-clock.ts'
import type { QueuedEvent } from './queue-state.ts'

/** Where events wait on the device, beside what a page from the device's own copy needs to be brought up to date. */
export type EventStore = {
  /** False when the browser keeps nothing: then a reload loses what was not sent. */
  readonly isDurable: boolean
  readonly load: (attemptId: string) => Promise<QueuedEvent[]>
  /** The newest change of each question made on this device, sent or not. */
  readonly loadNewest: (attemptId: string) => Promise<QueuedEvent[]>
  readonly replace: (removed: readonly QueuedEvent[], added: readonly QueuedEvent[]) => Promise<void>
  readonly loadContact: (attemptId: string) => Promise<Contact | null>
  readonly keepContact: (contact: Contact) => Promise<void>
  /** Takes away what is not needed once the attempt is over; events that still wait stay. */
  readonly forget: (attemptId: string) => Promise<void>
}

interface ExamDatabase extends DBSchema {
  events: { key: [string, number, number]; value: QueuedEvent }
  newest: { key: [string, number]; value: QueuedEvent }
  contacts: { key: string; value: Contact }
}

/** IndexedDB, or nothing where the browser refuses it (some private modes). */
export async function openEventStore(): Promise<EventStore> {
  try {
    return storeIn(await openDatabase())
  } catch {
    return {
      isDurable: false,
      load: async () => [],
      loadNewest: async () => [],
      replace: async () => {},
      loadContact: async () => null,
      keepContact: async () => {},
      forget: async () => {},
    }
  }
}

/** Rejects when another tab holds an older version open: saving must not wait for somebody to close it. */
function openDatabase(): Promise<IDBPDatabase<ExamDatabase>> {
  return new Promise((resolve, reject) => {
    const opened = openDB<ExamDatabase>('tera-exam', 2, {
      upgrade: (made, before) => {
        if (before < 1) made.createObjectStore('events', { keyPath: ['attemptId', 'leaseEpoch', 'seq'] })
        made.createObjectStore('newest', { keyPath: ['attemptId', 'position'] })
        made.createObjectStore('contacts', { keyPath: 'attemptId' })
      },
      blocked: () => reject(new Error('an older version is open')),
    })
    opened.then(resolve, reject)
  })
}

function storeIn(database: IDBPDatabase<ExamDatabase>): EventStore {
  return {
    isDurable: true,
    load: (attemptId) => database.getAll('events', IDBKeyRange.bound([attemptId, 0, 0], [attemptId, Infinity, Infinity])),
    loadNewest: (attemptId) => database.getAll('newest', allOf(attemptId)),
    replace: async (removed, added) => {
      const work = database.transaction(['events', 'newest'], 'readwrite')
      const [events, newest] = [work.objectStore('events'), work.objectStore('newest')]
      for (const event of removed) events.delete([event.attemptId, event.leaseEpoch, event.seq])
      for (const event of added) {
        events.put(event)
        newest.put(event)
      }
      await work.done
    },
    loadContact: async (attemptId) => (await database.get('contacts', attemptId)) ?? null,
    keepContact: async (contact) => void (await database.put('contacts', contact)),
    forget: async (attemptId) => {
      const work = database.transaction(['newest', 'contacts'], 'readwrite')
      work.objectStore('newest').delete(allOf(attemptId))
      work.objectStore('contacts').delete(attemptId)
      await work.done
    },
  }
}

function allOf(attemptId: string): IDBKeyRange {
  return IDBKeyRange.bound([attemptId, 0], [attemptId, Infinity])
}
