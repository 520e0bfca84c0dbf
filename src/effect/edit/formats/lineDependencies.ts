import type { Fact, Format } from '../fact';
import { dependencyFact } from './dependencies';
import { changeFact, told } from './looks';

/** What a pattern finds: its first group is the name, or where something comes from; its second the version. */
type Kind = 'dependency' | 'source' | 'registry' | 'program';

interface Manifest {
  readonly files: RegExp;
  readonly comment?: RegExp;
  /** The third: the lists that the patterns look into, by its first group; the whole text when absent. */
  readonly finds: readonly (readonly [Kind, RegExp, RegExp?])[];
}

const SLASHES = /(?<!:)\/\/.*$/gm;
const HASHES = /#.*$/gm;
const DASHES = /--.*$/gm;
const SEMICOLONS = /;.*$/gm;

/** Manifests of languages whose dependencies stand in calls or lines of their own. */
const MANIFESTS: readonly Manifest[] = [
  {
    files: /(?:^|\/)go\.(?:mod|work)$/,
    comment: SLASHES,
    finds: [
      ['dependency', /^[ \t]*(?:require[ \t]+)?([\w-]+\.[\w.-]+\/[^\s=()]+)[ \t]+(v[^\s=]+)[ \t]*$/gm],
      ['source', /=>[ \t]*((?!\.{1,2}(?:\/|\s|$))\S+)(?:[ \t]+(v\S+))?/gm],
      ['program', /^[ \t]*toolchain[ \t]+((?!go[\d.]+(?:rc\d+|beta\d+)?[ \t]*$|default[ \t]*$)\S+)/gm],
    ],
  },
  {
    files: /(?:^|\/)package(?:@swift-[\d.]+)?\.swift$/,
    comment: SLASHES,
    finds: [
      [
        'dependency',
        /\.package\s*\([^)]{0,200}?url\s*:\s*"(https:\/\/(?:github|gitlab)\.com\/[^"]+|git@(?:github|gitlab)\.com:[^"]+)"\s*,?\s*([^)]{0,100})/g,
      ],
      [
        'source',
        /\.package\s*\([^)]{0,200}?url\s*:\s*"((?!https:\/\/(?:github|gitlab)\.com\/|git@(?:github|gitlab)\.com:)[^"]+)"/g,
      ],
    ],
  },
  {
    files: /(?:^|\/)mix\.exs$/,
    comment: HASHES,
    finds: [
      ['dependency', /\{\s*:(\w+)\s*,\s*"([^"\n]*)"/g],
      ['source', /\{\s*:\w+\s*,[^}\n]{0,200}?\b(?:git|github|path)\s*:\s*"((?!\.)[^"\n]+)"/g],
    ],
  },
  {
    files: /\.cabal$/,
    comment: DASHES,
    finds: [
      [
        'dependency',
        /(?:^|,)\s*([a-z][\w:-]*)([^,]*)/gi,
        /^[ \t]*(?:build-depends|setup-depends|build-tool-depends):((?:[^\n]*\n)(?:[ \t]*,[^\n]*\n|[ \t]+[\w-]+(?![\w-]*:)[^\n]*\n)*)/gim,
      ],
    ],
  },
  {
    files: /(?:^|\/)stack\.ya?ml$/,
    comment: HASHES,
    finds: [['source', /^[ \t-]*(?:git|url|archive|github):[ \t]*["']?([^\s"']+)/gm]],
  },
  {
    files: /(?:^|\/)cpanfile$/,
    comment: HASHES,
    finds: [
      [
        'dependency',
        /\b(?:\w+_)?(?:requires|recommends|suggests)\s*\(?\s*['"]([\w:]+)['"](?:\s*(?:=>|,)\s*['"]?([\w.]+))?/g,
      ],
    ],
  },
  { files: /(?:^|\/)description$/, finds: [['source', /^(?:Remotes|Additional_repositories):\s*([^\n]+)/gm]] },
  {
    files: /(?:^|\/)conanfile\.(?:txt|py)$/,
    comment: HASHES,
    finds: [['dependency', /(?:^|["'])([a-z][\w.+-]+)\/([\w.[\]<>=~ -]+)(?:@[\w./]*)?(?=["']|\s*$)/gm]],
  },
  {
    files: /(?:^|\/)(?:deps\.edn|bb\.edn|project\.clj|build\.boot|shadow-cljs\.edn)$/,
    comment: SEMICOLONS,
    finds: [
      ['dependency', /\[([\w.-]+(?:\/[\w.-]+)?)\s+"(\d[^"]*)"/g],
      ['dependency', /([\w.-]+\/[\w.-]+)\s*\{[^}]{0,200}?:mvn\/version\s+"([^"]+)"/g],
      ['source', /:(?:git\/url|url)\s+"([^"]+\.git|https?:[^"]+)"\s*:(?:git\/)?(?:sha|tag)/g],
      ['source', /([\w.-]+\/[\w.-]+)\s*\{[^}]{0,200}?:(?:git\/)?(?:sha|tag)\b/g],
      [
        'registry',
        /:(?:mvn\/repos|repositories|plugin-repositories)\b[^"]{0,100}(?:"[^"]*"\s*)?(?:\{:url\s*)?"(https?:[^"]+)"/g,
      ],
    ],
  },
  {
    files: /\.gemspec$|(?:^|\/)gems\.rb$/,
    comment: HASHES,
    finds: [
      [
        'dependency',
        /(?:\badd_(?:runtime_|development_)?dependency|^[ \t]*gem)\s*\(?\s*['"]([^'"]+)['"](?:\s*,\s*['"]([^'"]+)['"])?/gm,
      ],
      ['registry', /^[ \t]*source\s*\(?\s*['"]((?!https:\/\/rubygems\.org\/?['"])[^'"]+)['"]/gm],
      ['source', /\b(?:git|github|path)\s*(?::|=>)\s*['"]((?!\.)[^'"]+)['"]/g],
    ],
  },
  {
    files: /(?:^|\/)cartfile(?:\.private)?$/,
    comment: HASHES,
    finds: [
      ['dependency', /^[ \t]*github\s+"([^"]+)"\s*(.*)$/gm],
      ['source', /^[ \t]*(?:git|binary)\s+"([^"]+)"/gm],
    ],
  },
  {
    files: /(?:^|\/)shard(?:\.override)?\.ya?ml$/,
    comment: HASHES,
    finds: [
      ['dependency', /^[ \t]+(?:github|gitlab|bitbucket|codeberg):[ \t]*["']?([^\s"']+)/gm],
      ['source', /^[ \t]+(?:git|hg|fossil):[ \t]*["']?([^\s"']+)/gm],
    ],
  },
  {
    files: /\.opam$|(?:^|\/)opam$/,
    comment: HASHES,
    finds: [
      ['dependency', /"([a-z][\w-]*)"\s*(\{[^}\n]*\})?/g, /^(?:depends|depopts):\s*\[([^\]]*)\]/gm],
      ['source', /"((?:git|https?|hg)[^"]*)"/g, /^pin-depends:\s*\[([\s\S]*?)\]\s*\]/gm],
    ],
  },
  {
    files: /\.nimble$/,
    comment: HASHES,
    finds: [['dependency', /"([\w.:/-]+)\s*([^"\n]*)"/g, /^[ \t]*(?:task)?requires\b([^\n]*)/gim]],
  },
  {
    files: /(?:^|\/)(?:julia)?project\.toml$/,
    comment: HASHES,
    finds: [['dependency', /^(\w+)\s*=\s*"([0-9a-f]{8}-[0-9a-f-]{27})"/gm]],
  },
  {
    files: /(?:^|\/)paket\.dependencies$/,
    finds: [
      ['dependency', /^\s*(?:nuget|clitool)\s+(\S+)[ \t]*([^\n]*)/gim],
      ['source', /^\s*(?:git|github|gist|http)\s+(\S+)/gim],
      ['registry', /^\s*source\s+((?!https:\/\/(?:api|www)\.nuget\.org\/)\S+)/gim],
    ],
  },
  {
    files: /(?:^|\/)packages\.config$/,
    finds: [
      ['dependency', /<package\b[^>]{0,300}?\bid\s*=\s*["']([^"']+)["'][^>]{0,200}?\bversion\s*=\s*["']([^"']+)["']/gi],
    ],
  },
  {
    files: /(?:^|\/)(?:chart|requirements)\.ya?ml$/,
    comment: HASHES,
    finds: [
      ['dependency', /^[ \t-]*repository:[ \t]*["']?((?:https?|oci):[^\s"']+)/gm],
      ['source', /^[ \t-]*(?:src|source):[ \t]*["']?((?:https?|git|git@)[:@+][^\s"']+)/gm],
    ],
  },
  {
    files: /(?:^|\/)kustomization\.ya?ml$/,
    comment: HASHES,
    finds: [['source', /^[ \t]*-[ \t]*["']?((?:https?:\/\/|git@|ssh:|(?:github|gitlab)\.com\/)[^\s"']+)/gm]],
  },
  {
    files: /\.sbt$|(?:^|\/)(?:build\.sc|build\.mill)$/,
    comment: SLASHES,
    finds: [
      ['dependency', /("[\w.-]+"\s*%{1,3}\s*"[\w.-]+")\s*%\s*"?([\w.-]+)/g],
      ['dependency', /\bi(?:vy|mvn)"([^":]+::?[^":]+):([^"]+)"/g],
      ['registry', /\bresolvers\b[^\n]{0,200}?"(https?:[^"]+)"/g],
    ],
  },
  { files: /(?:^|\/)build\.zig\.zon$/, comment: SLASHES, finds: [['source', /\.url\s*=\s*"([^"]+)"/g]] },
  {
    files: /\.gradle\.kts$/,
    finds: [['registry', /\bmaven\s*\(\s*(?:url\s*=\s*)?(?:uri\s*\(\s*)?"(https?:[^"]+)"/g]],
  },
  {
    files: /\.nix$|(?:^|\/)nix\.conf$/,
    comment: HASHES,
    finds: [['registry', /\b(?:extra-)?(?:trusted-)?(?:substituters|public-keys)\s*=\s*([^\n;]{1,200})/g]],
  },
];

/** Dependencies of manifests that no other format reads, and where they come from. */
export const lineDependencies: Format = {
  name: 'a manifest',
  reads: ({ folded }) => MANIFESTS.some(({ files }) => files.test(folded)),
  facts: (text, { folded }) =>
    MANIFESTS.filter(({ files }) => files.test(folded)).flatMap(({ comment, finds }) => {
      const code = comment === undefined ? text : text.replace(comment, '');
      return finds.flatMap(([kind, pattern, lists]) =>
        (lists === undefined ? [code] : [...code.matchAll(lists)].map(([, list = '']) => list)).flatMap((list) =>
          [...list.matchAll(pattern)].map(([how, name = '', version = '']) =>
            factOf(kind, name.trim(), version.trim(), how),
          ),
        ),
      );
    }),
};

function factOf(kind: Kind, name: string, version: string, how: string): Fact {
  switch (kind) {
    case 'dependency':
      return dependencyFact(`dependencies.${name}`, name, version);
    case 'source':
      return changeFact('dependencies', 'change.dependency.source', `takes code from ${told(name)}`, how.trim());
    case 'registry':
      return changeFact('dependencies', 'change.registry', `has packages taken from ${told(name)}`, how.trim());
    case 'program':
      return changeFact('toolchain', 'change.executable', `builds with ${told(name)}`, how.trim());
  }
}
