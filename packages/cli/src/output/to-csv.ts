/** RFC 4180, with `\n` line ends. Null is an empty field, an empty text is `""`. */
export function toCsv(titles: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const line = (values: readonly (string | null)[]) => `${values.map(field).join(',')}\n`
  return [titles, ...rows].map(line).join('')
}

function field(value: string | null): string {
  if (value === null) return ''
  return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
