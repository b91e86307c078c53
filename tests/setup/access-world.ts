import { z } from 'zod'
import { PERMISSIONS, type Permission } from '#app/domain/access/permission.ts'
import { RegionCode, Role } from '#app/domain/access/role.ts'

/** Where tests/setup/access-data.ts leaves what it found, in the data folder. */
export const WORLD_FILE = 'access-world.json'
export const WRITES_FILE = 'access-writes.json'

/** What a stranger of another region must never read: every cadre of the subject's kelurahan has a name that begins so. */
export const FORBIDDEN_NAME = 'Kenari Terlarang'
/** The NIK of the subject. */
export const SUBJECT_NIK = '9901015205809001'

const PermissionName = z.custom<Permission>((value) => typeof value === 'string' && value in PERMISSIONS)

/** A route of the built app with what its handlers ask for; null where it has no such handler. */
export const BuiltRoute = z.object({
  id: z.string(),
  /** Of a layout, the address of a page within it. */
  path: z.string(),
  isLayout: z.boolean(),
  isIndex: z.boolean(),
  isPage: z.boolean(),
  loader: PermissionName.nullable(),
  action: PermissionName.nullable(),
})
export type BuiltRoute = z.infer<typeof BuiltRoute>

const StaffPerson = z.object({
  username: z.string(),
  grants: z.array(z.object({ role: Role, regionCode: RegionCode.nullable() })),
  /** here: the subject lies in a region of this person's; elsewhere: it does not. */
  standing: z.enum(['here', 'elsewhere']),
})
export type StaffPerson = z.infer<typeof StaffPerson>

const CandidatePerson = z.object({ candidateId: z.uuid(), number: z.string(), token: z.string() })
export type CandidatePerson = z.infer<typeof CandidatePerson>

/** The id of a row that is in the data, for a name in an address, with the region it lies in. */
const Subject = z.object({ value: z.string(), region: RegionCode.nullable() })

export const AccessWorld = z.object({
  routes: z.array(BuiltRoute),
  home: RegionCode,
  staff: z.array(StaffPerson),
  /** own: whoever asks; sitting: with an attempt that runs; the others have an appeal and a certificate. */
  candidates: z.object({ own: CandidatePerson, sitting: CandidatePerson, appellant: CandidatePerson, certified: CandidatePerson }),
  params: z.record(z.string(), Subject),
  /** Further rows that forms name. */
  rows: z.record(z.string(), z.string()),
  /** Whatever names a person or a room, with the kelurahan where they live or the room lies. */
  regionOf: z.record(z.string(), z.object({ home: RegionCode.nullable(), room: RegionCode.nullable() })),
})
export type AccessWorld = z.infer<typeof AccessWorld>

/** A row that came, changed or went while the app ran. */
export const WrittenRow = z.object({ at: z.coerce.date(), table: z.string(), by: z.string().nullable(), kind: z.string().nullable() })
export type WrittenRow = z.infer<typeof WrittenRow>
