// For the page that hands in as a plain form: asks before answers of this device are left behind, and goes back to the exam,
// which sends them. It is loaded before the form, because on a slow phone the button is pressed before the app's scripts have come.
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target
    const question = form.getAttribute('data-unsent')
    let mark = null
    try {
      // What components/delivery/unsent-mark.ts leaves.
      mark = localStorage.getItem('tera-unsent')
    } catch {
      // Where the browser keeps nothing, nothing is marked.
    }
    if (question === null || mark !== form.elements.attemptId.value || !confirm(question)) return
    event.preventDefault()
    location.assign('/exam/attempt')
  },
  true,
)
