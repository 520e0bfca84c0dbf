/** Verbs of package managers that are no scripts of the project. */
const VERBS = new Set(
  'access add approve-builds audit bin c cache ci completion config create dedupe deploy-key deprecate diff dist-tag dlx docs edit env exec explain explore fetch fund get global help hook i import info init install install-test link list ln login logout ls node npm org outdated owner pack patch patch-commit pkg plugin prefix prune publish query rb rebuild remove repo rm root sbom search set shrinkwrap store team token un uninstall unlink unpublish up update upgrade v version view whoami why workspace workspaces x'.split(
    ' ',
  ),
);
const MANAGER = /^(?:npm|pnpm|yarn|yarnpkg|bun|cnpm)$/;
const RUN = /^(?:run|run-script|rum|urn)$/;
const AT_ONCE = /^(?:npm-run-all2?|run-[sp]|concurrently)$/;
const MAKER = /^(?:make|gmake|just|task)$/;
/** Options whose value stands behind them. */
const WITH_VALUE =
  /^(?:--(?:prefix|cwd|dir|filter|workspace|directory|file|jobs|justfile|working-directory)|-[CFwfjd])$/;

/**
 * The scripts of the project that a command runs, by what runs them: `npm run x`, `yarn x` and `node --run x` are `run/x`.
 * Empty for a command that runs none.
 */
export function scriptsRun(words: readonly string[]): readonly string[] {
  const [program = '', ...rest] = words;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (name === 'node') {
    const at = rest.findIndex((word) => /^--run(?:=|$)/.test(word));
    const script = rest[at]?.split('=')[1] ?? rest[at + 1];
    return at < 0 || script === undefined ? [] : [`run/${script}`];
  }
  const given = operands(rest);
  const [first = '', second] = given;
  if (MANAGER.test(name)) {
    if (RUN.test(first)) return second === undefined ? [] : [`run/${second}`];
    // npm itself runs but a few without being told to run.
    const isScript =
      name === 'npm' ? /^(?:test|t|tst|start|stop|restart)$/.test(first) : first !== '' && !VERBS.has(first);
    return isScript ? [`run/${first}`] : [];
  }
  if (AT_ONCE.test(name)) return given.map((script) => `run/${script.replace(/^["']?(?:npm|yarn|pnpm|bun):/, '')}`);
  return MAKER.test(name) && first !== '' ? [`make/${first}`] : [];
}

function operands(words: readonly string[]): readonly string[] {
  const left: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') break;
    if (WITH_VALUE.test(word)) at += 1;
    else if (!word.startsWith('-') && !/^\w+=/.test(word)) left.push(word);
  }
  return left;
}

/** Names that scripts of every project have; nobody's command is made of them by a document that says them. */
const USUAL =
  /^(?:tests?|t|build|start|stop|lint|dev|develop|format|fmt|checks?|typecheck|type-check|types|tsc|compile|watch|serve|preview|coverage|cov|ci|clean|fix|validate|verify|unit|integration|e2e|bench(?:mark)?|docs?|all|help|install|dist|debug|storybook|prettier|eslint|vitest|jest|generate|codegen)(?:[:-][\w:-]{0,40})?$/;

export function isUsualScript(script: string): boolean {
  return USUAL.test(script.replace(/^(?:run|make)\//, ''));
}
