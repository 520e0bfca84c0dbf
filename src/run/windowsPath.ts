/**
 * Names that Windows takes for the same file, in one spelling: an extended prefix, trailing dots and spaces, and the
 * name of an alternate stream are dropped, so that `.git.`, `.git::$INDEX_ALLOCATION` and `.git` are judged alike.
 */
export function canonicalWindowsPath(path: string): string {
  const plain = path
    .replaceAll('/', '\\')
    .replace(/^\\\\[?.]\\UNC\\/i, '\\\\')
    .replace(/^\\\\[?.]\\(?=[a-z]:)/i, '');
  const drive = /^[a-z]:/i.exec(plain)?.[0] ?? '';
  const names = plain.slice(drive.length).split('\\');
  const canonical = names.map((name) =>
    name === '.' || name === '..' ? name : name.replace(/:.*$/, '').replace(/[. ]+$/, ''),
  );
  return drive.toUpperCase() + canonical.join('\\');
}

/** `NUL`, `COM1.txt`, `\\.\PhysicalDrive0`: names that are devices in every folder. */
export function isWindowsDevice(path: string): boolean {
  if (/^[\\/]{2}[.?][\\/](?![a-z]:|UNC[\\/])/i.test(path)) return true;
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:[.:].*)?$/i.test(name);
}
