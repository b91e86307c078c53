/** Tera's own mark: a stamp on a weight. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M12 5a4 4 0 0 1 8 0c0 1.6-.9 2.8-2 3.5V11h4.5c1.4 0 2.6.9 2.9 2.3L28 26.5c.4 1.9-1 3.5-2.9 3.5H6.9C5 30 3.600 28.400 4 26.500l2.600-13.200C6.900 11.900 8.100 11 9.500 11H14V8.500C12.900 7.800 12 6.600 12 5Z"
        fill="#0f766e"
      />
      <path d="m10.500 20.500 4 4 7.500-8" fill="none" stroke="#ffffff" strokeWidth="2.800" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
