import { appealRegisterWords } from '#app/text/appeal-register.ts'
import { determinationWords } from '#app/text/determination.ts'
import { plenaryWords, seatWords } from '#app/text/plenary.ts'
import { advancePeriod, type Periods } from './office.ts'
import { addressOf, buttonOf, headOf, linkOf, numberIn, press, type Studio } from './studio.ts'

const plenary = plenaryWords.id
const way = determinationWords.id
const appeals = appealRegisterWords.id
const seats = seatWords.id

/** Ciwedus, where the exam was sat. */
const VILLAGE = '36.72.02.1002'

/** From an approved list to a provisional announcement and an appeal; the decree is the finished period's. */
export async function takePlenary({ desk, phone, take }: Studio, { open, finished }: Periods): Promise<void> {
  const office = await desk('analis')
  await advancePeriod(office, open, 'plenary')
  await office.goto(`${open}/plenaries`)
  await office.locator('[name=heldOn]').fill(new Date().toISOString().slice(0, 10))
  await office.locator('[name=place]').fill('Aula DP3AP2KB (peragaan)')
  await take('docs/guides/images/pleno-siapkan.png', office)
  await press(office, buttonOf(office, plenary.call))

  await office.locator('[name=present]').first().waitFor()
  for (const present of await office.locator('[name=present]').all()) await present.check()
  await office.locator('[name=chair]').first().check()
  await press(office, buttonOf(office, plenary.saveMembers))
  await take('docs/guides/images/pleno-anggota.png', office, [headOf(office), buttonOf(office, plenary.saveMembers)])
  const session = await addressOf(linkOf(office, plenary.title(1)))

  const chair = await desk('pleno')
  await chair.goto(session)
  await press(chair, buttonOf(chair, plenary.open))
  await take('docs/guides/images/pleno-sidang.png', chair)
  await chair.goto(`${session}?village=${VILLAGE}`)
  const [first, second] = [
    chair.locator('tbody tr:has([name=candidateId])').first(),
    chair.locator('tbody tr:has([name=candidateId])').nth(1),
  ]
  await first.locator('summary').click()
  await first.locator('[name=seat]').selectOption({ label: seats['not-selected'] })
  await first.locator('[name=code]').selectOption({ label: plenary.codes.withdrawn })
  await first.locator('[name=basis]').fill('Surat pengunduran diri nomor 12/PERAGAAN.')
  await take('docs/guides/images/pleno-keputusan.png', chair, [chair.getByRole('heading', { name: plenary.agenda }), second])
  await press(chair, first.locator('[value=decide]'))
  await press(chair, buttonOf(chair, plenary.adoptAll))
  await press(chair, buttonOf(chair, plenary.close))

  await office.goto(session)
  await linkOf(office, plenary.announce).click()
  await office.locator('[name=number]').fill('400/PERAGAAN/SEMENTARA')
  await press(office, buttonOf(office, plenary.prepareAnnouncement))
  const approver = await desk('penyetuju')
  await approver.goto(`${open}/determination`)
  await take('docs/guides/images/pleno-terbitkan.png', approver, [
    headOf(approver),
    approver.getByRole('heading', { name: way.determination, exact: true }),
  ])
  await press(approver, buttonOf(approver, way.publish))

  await approver.goto(`${open}/determination`)
  const reader = await phone(null)
  await reader.goto(`${await addressOf(linkOf(approver, way.publicPage))}?kelurahan=${VILLAGE}`)
  await take('docs/guides/images/pleno-pengumuman.png', reader, [headOf(reader), reader.locator('table').first()])

  await chair.goto(`${session}?village=${VILLAGE}&show=selected`)
  const number = numberIn(await chair.locator('main').textContent())
  await office.goto(`${open}/appeals/new`)
  await office.locator('[name=participantNumber]').fill(number)
  await office.locator('[name=kind]').selectOption('marking')
  await office.locator('[name=statement]').fill('Jawaban uraian saya tentang rujukan dinilai kurang, padahal langkahnya sudah lengkap.')
  await press(office, buttonOf(office, appeals.file))
  await chair.goto(`${open}/appeals`)
  await linkOf(chair, appeals.sheet(1)).click()
  await chair.waitForURL('**/office/appeals/**')
  await take('docs/guides/images/pleno-sanggah.png', chair, [headOf(chair), chair.locator('main').locator('form, [role=status]').last()])

  await office.goto(`${finished}/determination`)
  await take('docs/guides/images/pleno-penetapan.png', office, [headOf(office), linkOf(office, way.annexXlsx)])
}
