/**
 * Imports a module of the product as it stands in `src/`.
 * @param {string} file relative to the repository
 */
export async function importSource(file) {
  const { tsImport } = await import('tsx/esm/api');
  return tsImport(`../../${file}`, import.meta.url);
}
