import type { Fact, Format } from '../fact';
import { agentSettings, forbidden } from './agentSettings';
import { isInWorkspace } from './dependencies';
import { devcontainer } from './devcontainer';
import { launch } from './editorLaunch';
import { keybindings, recommended, settings } from './editorSettings';
import { tasks } from './editorTasks';
import { jsonFormat, type Look, select, textOf } from './json';
import { changeFact, commandOrWords, commands, inProject, values, within } from './looks';
import { mcpServers } from './mcpServers';

const EDITOR = '{.vscode,.vscode-*,.vscodium,.theia,.cursor,.windsurf,.trae,.kiro}';
const AGENT = [
  '.{claude,cursor,roo,cline,windsurf,codex,gemini,qwen,continue,opencode,kiro,amazonq,augment,junie,goose,trae,kilocode}',
  '.{agent,agents,copilot,crush,factory,openhands,warp,amp,zencoder,codeium,tabnine,claude-plugin,chaperone}',
];

const MCP = '{,.,*}mcp{,[-_.]config,[-_.]settings,[-_.]servers}.json claude_desktop_config.json';

const BUILDS = ['', 'variants/*/', 'build_systems/*/', 'build_systems/*/variants/*/'];

/** Folders of a workspace are what an agent may work in. */
const foldersOutside: Look = (tree, file) =>
  select(tree, 'folders/*/path|uri').flatMap(({ at, node }): readonly Fact[] => {
    const text = textOf(node) ?? '';
    const isWithin = !/^[a-z][\w+.-]+:/i.test(text) && isInWorkspace(text, file);
    return isWithin
      ? []
      : [changeFact(at, 'change.trust', 'opens a folder from outside as one of the workspace', text)];
  });

/** Settings of editors, of the containers they open, and of agents and the servers whose tools these use. */
export const editorFiles: readonly Format[] = [
  jsonFormat('JSON', `${EDITOR}/settings.json .zed/{settings,debug}.json`, inProject([settings, mcpServers])),
  jsonFormat('JSON', `${EDITOR}/tasks.json .zed/tasks.json`, [tasks]),
  jsonFormat('JSON', `${EDITOR}/launch.json`, [launch]),
  jsonFormat('JSON', `${EDITOR}/keybindings.json`, inProject([keybindings])),
  jsonFormat('JSON', `${EDITOR}/extensions.json`, [recommended]),
  jsonFormat('JSON', `${EDITOR}/c_cpp_properties.json`, [
    values('change.executable', 'becomes the compiler that is run', ['configurations/*/compilerPath']),
  ]),
  jsonFormat('JSON', '*.code-workspace', [
    within('settings', settings),
    within('tasks', tasks),
    within('launch', launch),
    within('extensions', recommended),
    within('mcp', mcpServers),
    values('change.trust', 'connects the window to another machine', ['remoteAuthority']),
    foldersOutside,
    mcpServers,
    tasks,
    launch,
  ]),
  jsonFormat('JSON', '.devcontainer.json devcontainer.json .devcontainer/**.json', inProject(devcontainer)),
  jsonFormat('JSON', '*.sublime-{project,build}', [
    commandOrWords(...BUILDS.flatMap((build) => [`${build}cmd|shell_cmd`, `${build}windows|linux|osx/cmd|shell_cmd`])),
    within('settings', settings),
  ]),
  jsonFormat('JSON', '.codesandbox/{tasks,sandbox}.json .stackblitzrc', [
    commands(
      'setupTasks',
      'setupTasks/*',
      'setupTasks/*/command',
      'tasks/*/command',
      'startCommand',
      'template/command',
    ),
  ]),
  jsonFormat('JSON', MCP, inProject([mcpServers])),
  jsonFormat(
    'JSON',
    [
      '.claude.json {,.}{opencode,crush,amp,kilo}.{json,jsonc} .github/hooks/**.json',
      ...AGENT.map((folder) => `${folder}/**.{json,jsonc,hook}`),
    ],
    inProject([mcpServers, settings, ...agentSettings]),
    { but: MCP, protections: [forbidden] },
  ),
];
