/** Text that nobody vouches for, in a code fence that nothing inside it can close. */
export function fence(text: string, info = ''): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${info}\n${text.replace(/\n$/, '')}\n${mark}`;
}
