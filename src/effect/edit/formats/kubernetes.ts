import type { EditedFile, Fact, Format } from '../fact';
import { mountFacts } from './compose';
import { isFalse, isTrue, memberOf, textAt, textsAt, textsIn, type Value, valuesAt } from './data';
import { changeFact, commandLine, told } from './looks';
import { FILLED_IN } from './namedTexts';
import { BRACES, filled, notices, scriptFact } from './settingsFile';
import { parseYaml } from './yaml';

/** A text without one of these says nothing of a cluster that matters. */
const MATTERS =
  /privileged|hostpath|\bhost(?:network|pid|ipc)\b|allowprivilegeescalation|capabilities|rolebinding|clusterrole|kind:\s*["']?role|verbs|docker\.sock|\bsh\b|\/(?:ba|da)?sh\b|\bbash\b|webhookconfiguration|anonymous|insecure|automountserviceaccounttoken/i;
const MANIFEST = /^["']?apiVersion["']?\s*:|["']?apiVersion["']?\s*:/m;

/** Manifests for a cluster, wherever they are: told by what they say. */
export const kubernetes: Format = {
  name: 'YAML',
  reads: ({ folded }) => /\.ya?ml(?:\.tpl|\.tmpl)?$/.test(folded),
  mayMatter: (_before, after) => MANIFEST.test(after) && MATTERS.test(after),
  facts: (text, file) => manifestsIn(text, file).flatMap((document) => factsOf(document)),
};

function manifestsIn(text: string, file: EditedFile): readonly Value[] {
  if (!MANIFEST.test(text) || !MATTERS.test(text)) return [];
  const documents = parseYaml(isTemplate(text, file) ? withoutTemplates(text) : text);
  return documents.flatMap((document) => {
    const items = memberOf(document, 'items');
    return /list$/i.test(textAt(document, 'kind') ?? '') && items?.kind === 'list' ? items.items : [document];
  });
}

function isTemplate(text: string, { folded }: EditedFile): boolean {
  return text.includes('{{') && /(?:^|\/)(?:templates|charts?|helm)\/|\.(?:tpl|tmpl)$/.test(folded);
}

/** Lines that only steer a template are gone; what it fills in is some word. */
function withoutTemplates(text: string): string {
  return filled(text.replace(/^[ \t]*(?:\{\{(?:[^{}]|\{[^{}]*\})*\}\}[ \t]*)+$/gm, ''), BRACES).replaceAll(
    FILLED_IN,
    'filled-in',
  );
}

function factsOf(document: Value): readonly Fact[] {
  const kind = textAt(document, 'kind')?.toLowerCase() ?? '';
  const named =
    `${textAt(document, 'kind') ?? 'manifest'} ${textAt(memberOf(document, 'metadata'), 'name') ?? ''}`.trim();
  return [...pods(document), ...patches(document), ...(/role/.test(kind) ? rights(document) : [])].map((fact) => ({
    ...fact,
    at: `${named}.${fact.at}`,
  }));
}

const looksAtPods = notices(
  {
    detail: 'change.clusterRights',
    says: 'gives the container all rights of its machine',
    paths: '**.securityContext.privileged',
    when: isTrue,
  },
  {
    detail: 'change.clusterRights',
    says: 'lets what runs there gain rights',
    paths: `**.securityContext.allowPrivilegeEscalation`,
    when: isTrue,
  },
  {
    detail: 'change.clusterRights',
    says: 'puts the container among what its machine itself runs',
    paths: `**.hostNetwork **.hostPID **.hostIPC`,
    when: isTrue,
  },
  {
    detail: 'change.clusterRights',
    says: 'gives the container the right {}',
    paths: `**.capabilities.add[]`,
    when: (text) => /^(?:CAP_)?(?:ALL|SYS_\w+|NET_ADMIN|DAC_READ_SEARCH|BPF|MAC_ADMIN)$/i.test(text),
  },
  {
    detail: 'change.authentication',
    says: 'lets everybody in',
    paths: `**.anonymous.enabled **.anonymous-auth`,
    when: isTrue,
  },
  {
    detail: 'change.authentication',
    says: 'no longer asks who calls',
    paths: `**.authentication.enabled`,
    when: isFalse,
  },
);

function pods(document: Value): readonly Fact[] {
  return [
    ...looksAtPods(document),
    ...textsAt(document, `**.hostPath.path`).flatMap(({ at, value }) =>
      mountFacts(at, value.text).map((fact) =>
        fact.kind === 'effect' ? { ...fact, detail: 'change.clusterRights' } : fact,
      ),
    ),
    ...valuesAt(document, `**.containers[] **.initContainers[] **.exec`).flatMap(({ at, value }) => {
      const words = [...textsIn(memberOf(value, 'command')), ...textsIn(memberOf(value, 'args'))];
      const place = `${at}.${textAt(value, 'name') ?? ''}.command`;
      return words.length === 0 ? [] : [scriptFact(place, commandLine(words), { isElsewhere: true })];
    }),
  ];
}

const EVERYTHING = new Set(['*']);
/** Changes that are made to other manifests: each a manifest of its own, or a list of places and values. */
function patches(document: Value): readonly Fact[] {
  return textsAt(document, 'patches[].patch patchesJson6902[].patch patchesStrategicMerge[]')
    .filter(({ value }) => value.text.includes(':'))
    .flatMap(({ at, value }) => parseYaml(value.text).map((patch) => ({ at, patch })))
    .flatMap(({ at, patch }) => {
      const listed = patch.kind === 'list' ? patch.items.map(asManifest) : [patch];
      return listed
        .flatMap((each) => [...pods(each), ...rights(each)])
        .map((fact) => ({ ...fact, at: `${at}.${fact.at}` }));
    });
}

/** `path: /spec/hostNetwork` with `value: true` as what it makes. */
function asManifest(operation: Value): Value {
  const keys = (textAt(operation, 'path') ?? '').split('/').filter((key) => key !== '' && !/^(?:\d+|-)$/.test(key));
  const value = memberOf(operation, 'value') ?? { kind: 'scalar', text: '' };
  return keys.reduceRight<Value>((inner, key) => ({ kind: 'mapping', members: [{ key, value: inner }] }), value);
}

/** Verbs by which whoever has them gets all other rights. */
const LIFTING = /^(?:escalate|bind|impersonate)$/i;
/** Resources by which whoever may read or make them gets all other rights. */
const KEYS =
  /^(?:secrets|pods\/exec|pods\/attach|nodes\/proxy|serviceaccounts\/token|certificatesigningrequests(?:\/approval)?|clusterroles|clusterrolebindings|(?:mutating|validating)webhookconfigurations)$/i;

function rights(document: Value): readonly Fact[] {
  return [
    ...valuesAt(document, 'rules[]').flatMap(({ at, value }): readonly Fact[] => {
      const verbs = textsIn(memberOf(value, 'verbs'));
      const resources = textsIn(memberOf(value, 'resources'));
      const words = `${verbs.join(', ')} on ${resources.join(', ')}`;
      const says = verbs.some((verb) => LIFTING.test(verb))
        ? 'lets itself have any right of the cluster'
        : verbs.some((verb) => EVERYTHING.has(verb)) || resources.some((resource) => EVERYTHING.has(resource))
          ? `may do ${told(words)} in the cluster`
          : resources.some((resource) => KEYS.test(resource))
            ? `may do ${told(words)}, from which all other rights follow`
            : undefined;
      return says === undefined ? [] : [changeFact(at, 'change.clusterRights', says, words)];
    }),
    ...textsAt(document, 'roleRef.name')
      .filter(({ value }) => /^(?:cluster-admin|admin|edit|system:masters)$/i.test(value.text))
      .map(({ at, value }) => changeFact(at, 'change.clusterRights', `gives the rights of ${value.text}`, value.text)),
    ...textsAt(document, 'subjects[].name')
      .filter(({ value }) =>
        /^system:(?:anonymous|unauthenticated|authenticated|masters|serviceaccounts)$/i.test(value.text),
      )
      .map(({ at, value }) =>
        changeFact(at, 'change.clusterRights', `gives rights to everybody (${value.text})`, value.text),
      ),
  ];
}
