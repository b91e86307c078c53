import { Form, Link, useLocation } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { Role } from '#app/domain/access/role.ts'
import { commonWords } from '#app/text/common.ts'
import { navigationWords } from '#app/text/navigation.ts'
import { useWords } from '../ui/locale.tsx'
import { Mark } from '../ui/mark.tsx'
import { useFocusOnFault } from '../ui/use-focus-on-fault.ts'
import { isMarked } from './menu-mark.ts'
import type { NavigationGroup } from './navigation.ts'

type StaffFrameProps = {
  readonly person: { readonly name: string; readonly roles: readonly Role[] }
  readonly navigation: readonly NavigationGroup[]
  readonly demo: boolean
  readonly children: ReactNode
}

const QUIET_BUTTON = 'min-h-10 cursor-pointer rounded-md border border-line bg-surface px-3 font-semibold text-ink hover:border-accent'

/** The frame of staff pages: who is signed in, where they may go, and the page. The menu needs no JavaScript. */
export function StaffFrame({ person, navigation, demo, children }: StaffFrameProps) {
  const common = useWords(commonWords)
  const words = useWords(navigationWords)
  const { pathname } = useLocation()
  useFocusOnFault()
  return (
    <div className="min-h-screen">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:left-2 focus:top-2 focus:z-10 focus:rounded-md focus:bg-surface focus:p-3"
      >
        {common.skip}
      </a>
      <header className="border-b border-line bg-surface">
        {demo ? <p className="border-b border-warn bg-warn-soft px-4 py-1 text-center text-[13px] text-warn">{common.demo}</p> : null}
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
          <Link to="/work" className="flex items-center gap-2 text-[18px] font-semibold text-ink no-underline">
            <Mark size={28} /> {common.product}
          </Link>
          <p className="min-w-0 flex-1 text-right text-[13px] leading-5 max-sm:order-last max-sm:basis-full max-sm:text-left">
            <span className="sr-only">{words.signedInAs} </span>
            <span className="font-semibold">{person.name}</span>
            <span className="text-muted">
              {' '}
              · {person.roles.length === 0 ? words.noRoles : person.roles.map((role) => common.roles[role]).join(', ')}
            </span>
          </p>
          <div className="no-print flex items-center gap-2">
            <form method="post" action="/language">
              <button type="submit" className={QUIET_BUTTON} aria-label={common.languageLabel}>
                {common.language}
              </button>
            </form>
            <Form method="post" action="/sign-out">
              <button type="submit" className={QUIET_BUTTON}>
                {common.signOut}
              </button>
            </Form>
          </div>
        </div>
      </header>
      {/* A new key after each navigation closes the menu on a phone. */}
      <details key={pathname} className="no-print border-b border-line bg-surface lg:hidden">
        <summary className="cursor-pointer px-4 py-[13px] font-semibold">{common.menu}</summary>
        <Menu navigation={navigation} pathname={pathname} />
      </details>
      <div className="mx-auto flex max-w-[1440px] items-start">
        <div className="no-print sticky top-0 w-56 shrink-0 max-lg:hidden">
          <Menu navigation={navigation} pathname={pathname} />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 p-4 lg:p-6">
          {children}
        </main>
      </div>
    </div>
  )
}

function Menu({ navigation, pathname }: { navigation: readonly NavigationGroup[]; pathname: string }) {
  const words = useWords(navigationWords)
  return (
    <nav aria-label={words.label} className="px-2 py-4">
      <MenuLink to="/work" covers={[]} pathname={pathname} label={words.home} />
      {navigation.map(({ group, links }) => (
        <div key={group} className="mt-4">
          <p className="px-3 text-[13px] font-semibold text-muted">{words.groups[group]}</p>
          <ul>
            {links.map(({ to, key, covers }) => (
              <li key={to}>
                <MenuLink to={to} covers={covers} pathname={pathname} label={words.links[key]} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function MenuLink({ to, covers, pathname, label }: { to: string; covers: readonly string[]; pathname: string; label: string }) {
  const inside = isMarked({ to, covers }, pathname)
  return (
    <Link
      to={to}
      aria-current={pathname === to ? 'page' : inside ? 'true' : undefined}
      className={`flex min-h-10 items-center rounded-md border-l-4 px-2 no-underline hover:bg-accent-soft ${inside ? 'border-accent bg-accent-soft font-semibold text-ink' : 'border-transparent text-ink'}`}
    >
      {label}
    </Link>
  )
}
