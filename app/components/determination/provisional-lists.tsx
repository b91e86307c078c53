import type { PublicVillage } from '#app/domain/determination/village-list.ts'
import { announcementWords } from '#app/text/announcement.ts'
import { useLocale, useWords } from '../ui/locale.tsx'

type Village = Pick<PublicVillage, 'code' | 'name' | 'selected' | 'reserve'>

export type ShownAnnouncement = {
  readonly id: string
  readonly number: string
  readonly periodName: string
  readonly publishedOn: string
  readonly lastDay: string
  readonly isOpen: boolean
  readonly villages: readonly Village[]
  /** The kelurahan whose list is on the page; null shows all with their figures. */
  readonly shown: PublicVillage | null
  readonly mayPrintAll: boolean
}

/** A published list, one kelurahan at a time. */
export function ProvisionalLists({ announcement }: { announcement: ShownAnnouncement }) {
  const words = useWords(announcementWords)
  const { id, number, periodName, publishedOn, lastDay, isOpen, villages, shown, mayPrintAll } = announcement
  const facts = [
    [words.period, periodName],
    [words.number, number],
    [words.published, publishedOn],
    [words.window, words.until(lastDay)],
  ] as const
  return (
    <>
      <h1>{words.title}</h1>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        {words.lead} {isOpen ? words.open : words.over}
      </p>
      <p>
        <a href="/exam/appeal">{words.own}</a>
      </p>
      <form method="get" className="panel">
        <div className="field">
          <label htmlFor="kelurahan">{words.choose}</label>
          <select id="kelurahan" name="kelurahan" defaultValue={shown?.code ?? ''} key={shown?.code ?? ''}>
            <option value="">{words.allVillages}</option>
            {villages.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button second">
          {words.show}
        </button>
      </form>
      {shown === null ? <AllVillages id={id} villages={villages} mayPrintAll={mayPrintAll} /> : <OneVillage id={id} village={shown} />}
      <p>
        <a href="/announcements">{words.all}</a>
      </p>
    </>
  )
}

function AllVillages({ id, villages, mayPrintAll }: { id: string; villages: readonly Village[]; mayPrintAll: boolean }) {
  const words = useWords(announcementWords)
  const locale = useLocale()
  const count = (figure: number) => figure.toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB')
  return (
    <section>
      <h2>{words.villages}</h2>
      <table className="outcome-table">
        <thead>
          <tr>
            <th scope="col">{words.village}</th>
            <th scope="col" className="figure">
              {words.selected}
            </th>
            <th scope="col" className="figure">
              {words.reserve}
            </th>
          </tr>
        </thead>
        <tbody>
          {villages.map(({ code, name, selected, reserve }) => (
            <tr key={code}>
              <th scope="row">
                <a href={`/announcements/${id}?kelurahan=${code}`}>{name}</a>
              </th>
              <td className="figure">{count(selected)}</td>
              <td className="figure">{count(reserve)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={`/announcements/${id}/pdf`}>{words.paperSummary}</a>
      </p>
      {mayPrintAll ? (
        <p>
          <a href={`/announcements/${id}/pdf?kelurahan=all`}>{words.paperWhole}</a>
        </p>
      ) : null}
    </section>
  )
}

function OneVillage({ id, village: { code, name, selected, reserve, listed } }: { id: string; village: PublicVillage }) {
  const words = useWords(announcementWords)
  return (
    <section>
      <h2>{words.caption(name)}</h2>
      {listed.length === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <table className="outcome-table">
          <caption>{words.figures(String(selected), String(reserve))}</caption>
          <thead>
            <tr>
              <th scope="col">{words.participantNumber}</th>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.outcome}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map(({ participantNumber, name: masked, reserveRank }) => (
              <tr key={participantNumber}>
                <th scope="row" className="number">
                  {participantNumber}
                </th>
                <td className="masked">{masked}</td>
                <td>{reserveRank === null ? words.selected : words.reserveOf(reserveRank)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {['F4', 'A4'].map((paper) => (
        <p key={paper}>
          <a href={`/announcements/${id}/pdf?kelurahan=${code}&paper=${paper}`}>{words.paperVillage(paper)}</a>
        </p>
      ))}
    </section>
  )
}
