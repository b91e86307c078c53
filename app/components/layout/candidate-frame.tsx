import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { commonWords } from '#app/text/common.ts'
import { useWords } from '../ui/locale.tsx'
import { Mark } from '../ui/mark.tsx'
import { useFocusOnFault } from '../ui/use-focus-on-fault.ts'
import { forgetExam } from './exam-cache.ts'

/** The frame of public and candidate pages: name, language, and nothing that distracts. */
export function CandidateFrame({ demo, signedIn, children }: { demo: boolean; signedIn: boolean; children: ReactNode }) {
  const words = useWords(commonWords)
  useFocusOnFault()
  return (
    <>
      <a href="#content" className="skip">
        {words.skip}
      </a>
      <header className="top">
        {demo ? <p className="demo">{words.demo}</p> : null}
        <div className="top-in">
          <a href="/" className="brand">
            <Mark size={32} /> {words.product}
          </a>
          <div className="row">
            <LanguageSwitch />
            {signedIn ? (
              <Form method="post" action="/sign-out" onSubmit={() => void forgetExam()}>
                <button type="submit" className="button plain">
                  {words.signOut}
                </button>
              </Form>
            ) : null}
          </div>
        </div>
      </header>
      <main id="content" className="main">
        {children}
      </main>
    </>
  )
}

export function LanguageSwitch() {
  const words = useWords(commonWords)
  return (
    <form method="post" action="/language">
      <button type="submit" className="button plain" aria-label={words.languageLabel}>
        {words.language}
      </button>
    </form>
  )
}
