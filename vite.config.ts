import { vitePlugin as remix } from '@remix-run/dev'
import '@remix-run/server-runtime'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import remixOptions from './remix.config.js'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}

/**
 * What travels together. A file costs a candidate's prepaid data some 400 bytes of headers beside its content, so what
 * the exam's first screen needs comes in few files: tests/journeys/inside-the-exam.test.ts weighs them. The shell is on
 * every page; everything about sitting an exam comes with the sign-in, and is there when the exam begins.
 */
const CHUNKS: Readonly<Record<string, RegExp>> = {
  framework: /\/node_modules\/(?:react|react-dom|scheduler|react-router|react-router-dom|turbo-stream|@remix-run)\//,
  shell:
    /\/app\/(?:text\/(?:common|access)\.ts|components\/(?:error-page\.tsx|layout\/(?:candidate-frame|exam-cache)\.tsx?|ui\/(?:locale|nonce|mark|plain-field|page-title)\.tsx?|ui\/candidate\.css))/,
  question: /\/app\/(?:text\/question-view\.ts|components\/question-bank\/question-view\.tsx|domain\/question-bank\/answering\.ts)/,
  exam: /\/app\/(?:text\/delivery\.ts|components\/delivery\/(?:answer-queue|event-store|exam-[a-z-]+|hand-in-check|other-device|queue-state|question-grid|read-aloud|reading-controls|save-status|send-answers|sheet-summary|use-exam|use-hand-in|use-only-tab)\.tsx?)|\/node_modules\/idb\//,
}

function chunkOf(id: string): string | undefined {
  return Object.keys(CHUNKS).find((name) => CHUNKS[name]?.test(id))
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixOptions)],
  build: { target: 'chrome87', assetsInlineLimit: 0, ...(!isSsrBuild && { rollupOptions: { output: { manualChunks: chunkOf } } }) },
  ssr: { external: ['@electric-sql/pglite', '@prisma/client', 'pglite-prisma-adapter', '@react-pdf/renderer'] },
}))
