// Read by public/ask-before-hand-in.js.
const MARK = 'tera-unsent'

/** Leaves on the device which attempt has answers that the server has not, for a page that knows nothing of the queue. */
export function markUnsent(attemptId: string, waiting: number): void {
  try {
    if (waiting > 0) localStorage.setItem(MARK, attemptId)
    else if (localStorage.getItem(MARK) === attemptId) localStorage.removeItem(MARK)
  } catch {
    // Where the browser keeps nothing, nothing is marked.
  }
}
