/** Where this device keeps an exam: the page of the attempt, and the files and pictures that it names. The worker writes it too. */
export const EXAM_CACHE = 'tera-exam'

/** Puts all of it away: when the attempt is over, and before somebody else uses the device. */
export async function forgetExam(): Promise<void> {
  // Where the browser keeps nothing there is nothing to put away.
  if ('caches' in globalThis) await caches.delete(EXAM_CACHE).catch(() => {})
}
