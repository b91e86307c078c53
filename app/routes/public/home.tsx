import { useRouteLoaderData } from '@remix-run/react'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import type { loader as rootLoader } from '#app/root.tsx'
import { announcementWords } from '#app/text/announcement.ts'
import { homeWords } from '#app/text/home.ts'

export const handle = pageTitled(homeWords, ({ title }) => title)

export default function Home() {
  const words = useWords(homeWords)
  const announced = useWords(announcementWords)
  const signedInAs = useRouteLoaderData<typeof rootLoader>('root')?.signedInAs
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <section className="panel">
        <h2>{words.candidate}</h2>
        <p>{words.candidateText}</p>
        <p className="row">
          <a className="button" href="/exam">
            {words.candidateAction}
          </a>
          <a className="button second" href="/practice">
            {words.practice}
          </a>
        </p>
      </section>
      <section className="panel">
        <h2>{words.staff}</h2>
        <p>{words.staffText}</p>
        <a className="button second" href={signedInAs === 'staff' ? '/work' : '/sign-in'}>
          {signedInAs === 'staff' ? words.myWork : words.staffAction}
        </a>
      </section>
      <section className="panel">
        <h2>{words.check}</h2>
        <p>{words.checkText}</p>
        <form method="get" action="/v">
          <div className="field">
            <label htmlFor="code">{words.checkCode}</label>
            <input id="code" name="code" autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </div>
          <button className="button second" type="submit">
            {words.checkAction}
          </button>
        </form>
      </section>
      <p>
        <a href="/announcements">{announced.link}</a>
      </p>
    </>
  )
}
