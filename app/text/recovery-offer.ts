import { defineWords } from './words.ts'

/** What a candidate reads where the device offers a recovery file. */
export const recoveryOfferWords = defineWords(
  {
    title: 'Berkas pemulihan',
    what: 'Jawaban yang belum terkirim disimpan sebagai berkas terkunci di perangkat ini. Hanya server ujian yang dapat membukanya. Serahkan kepada pengawas.',
    aside:
      'Jawaban terakhir dari perangkat ini sudah sampai di server, tetapi tidak dihitung. Simpan sebagai berkas terkunci dan serahkan kepada pengawas bila jawaban itu milik Anda.',
    stay: 'Biarkan halaman ini terbuka: jawaban tetap terkirim sendiri bila jaringan kembali.',
    save: 'Simpan berkas pemulihan',
    saveAgain: 'Simpan berkas terbaru',
    making: 'Membuat berkas…',
    saved: (name: string, mayChange: boolean) =>
      `Tersimpan di unduhan: ${name}. Serahkan kepada pengawas.${mayChange ? ' Bila Anda mengubah jawaban lagi, simpan berkas terbaru.' : ''}`,
    failed: 'Berkas belum dapat disimpan. Panggil pengawas, lalu coba lagi.',
    nothing: 'Tidak ada jawaban di perangkat ini yang perlu dipulihkan.',
    impossible: 'Berkas pemulihan tidak dapat dibuat di peramban ini. Biarkan halaman ini terbuka dan panggil pengawas.',
  },
  {
    title: 'Recovery file',
    what: 'Answers that were not sent are saved as a locked file on this device. Only the exam server can open it. Hand it to the proctor.',
    aside:
      'The last answers of this device have reached the server but do not count. Save them as a locked file and hand it to the proctor if they are yours.',
    stay: 'Leave this page open: the answers are still sent by themselves when the network is back.',
    save: 'Save the recovery file',
    saveAgain: 'Save the newest file',
    making: 'Making the file…',
    saved: (name: string, mayChange: boolean) =>
      `Saved to your downloads: ${name}. Hand it to the proctor.${mayChange ? ' If you change an answer again, save the newest file.' : ''}`,
    failed: 'The file could not be saved. Call the proctor, then try again.',
    nothing: 'This device holds no answer that needs recovering.',
    impossible: 'This browser cannot make a recovery file. Leave this page open and call the proctor.',
  },
)
