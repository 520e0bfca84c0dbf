/** Key-like words wherever they stand: a prefix of a known kind, or what follows the name of a header or variable. */
const KEY_LIKE =
  /\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\b(?:gh[pousr]_|github_pat_|xox[abprs]-|AKIA)[A-Za-z0-9_-]{16,}|((?:x-api-key|authorization|api[_-]?key)["']?\s*[:=]\s*["']?(?:bearer\s+)?)[^\s"',;]{8,}/gi;

/** Makes sure that no key stands in what is logged: neither one we were given nor one that looks like it. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Keys shorter than this would blot out ordinary words; no service gives such keys. */
  static readonly SHORTEST = 8;

  learn(secret: string | undefined): void {
    const trimmed = secret?.trim() ?? '';
    if (trimmed.length >= Redactor.SHORTEST) this.#secrets.add(trimmed);
  }

  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = redacted.replaceAll(secret, '[key]');
    return redacted.replace(KEY_LIKE, (_match, name?: string) => `${name ?? ''}[key]`);
  }
}
