/** What tests/setup/journey-exam.ts makes and the journeys inside the exam sign in with. */
export const EXAM_ROOM = { token: 'TOKEN7', pin: '135790', numbers: ['26-900001', '26-900002', '26-900003', '26-900004', '26-900005'] }
