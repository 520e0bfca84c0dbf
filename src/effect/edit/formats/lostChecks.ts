import type { Fact } from '../fact';
import { changeFact } from './looks';

/** Commands that a pipeline is there for: they tell when something is wrong. */
const CHECKS =
  /\b(?:tests?|pytest|tox|nox|vitest|jest|mocha|playwright|cypress|lint|eslint|biome|prettier|ruff|flake8|pylint|mypy|pyright|tsc|clippy|fmt|check|verify|audit|scan|semgrep|trivy|codeql|gitleaks|snyk|bandit|coverage|rspec|phpunit|ctest|gosec|govulncheck|staticcheck|golangci-lint)\b/i;
/** A command whose failure counts for nothing. */
const IGNORED = /\|\|\s*(?:true\b|:(?=\s|$)|exit\s+0\b|echo\b)|;\s*(?:true|exit\s+0)\s*$/;

/** Lines of scripts that check something. */
function checksIn(scripts: readonly string[]): readonly string[] {
  return scripts
    .flatMap((script) => script.split('\n'))
    .map((line) => line.trim())
    .filter((line) => CHECKS.test(line) && !line.startsWith('#') && !IGNORED.test(line));
}

/** Scripts that check less than they did: lines of a check are gone, and no others came in their place. */
export function lostChecks(before: readonly string[], after: readonly string[]): readonly Fact[] {
  const had = checksIn(before);
  const has = checksIn(after);
  if (has.length >= had.length) return [];
  const lost = had.filter((line) => !has.includes(line));
  return lost.slice(0, had.length - has.length).map((line) => {
    return changeFact('checks', 'change.check', 'is no longer run, or no longer counts when it fails', line);
  });
}
