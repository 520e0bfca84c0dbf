import { homedir, tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { Emitter } from '../../action/emitter';
import type { Disk, Mode, Situation } from '../../action/situation';
import type { Look, World } from '../../gate/door';
import { type Bash, findBash } from '../../run/bash';
import { commandEnvironment } from '../../run/environment';
import { uncommittedFiles } from '../../run/uncommitted';
import { isCaseSensitive } from './caseProbe';
import { look } from './look';
import { ownFolders } from './ownFolders';

export interface EditorWorldParts {
  readonly disk: Disk;
  /** The mode in force, asked for at each verdict. */
  readonly mode: () => Mode;
  readonly context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'storageUri' | 'logUri' | 'extensionUri'>;
  /** What the editor itself was started with. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** What stays the same until the folders of the workspace change. */
interface Surroundings {
  readonly situation: Omit<Situation, 'mode'>;
  readonly bash: Bash;
}

/** What the editor knows of the world that actions are judged in. */
export class EditorWorld implements World {
  readonly disk: Disk;
  readonly #saved = new Emitter<string>();
  readonly onDidSave = this.#saved.event;
  readonly #listeners: readonly vscode.Disposable[];
  #surroundings: Surroundings | undefined;

  constructor(private readonly parts: EditorWorldParts) {
    this.disk = parts.disk;
    this.#listeners = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#surroundings = undefined;
      }),
      // What we save ourselves is told here too: that it came of a task is noted beside it, and weighs more.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.scheme === 'file') this.#saved.fire(this.disk.realPath(uri.fsPath));
      }),
    ];
  }

  situation(): Situation {
    return { ...this.#current().situation, mode: this.parts.mode() };
  }

  look(path: string): Promise<Look> {
    return look(path, this.disk);
  }

  unsaved(): readonly string[] {
    const dirty = [...vscode.workspace.textDocuments, ...vscode.workspace.notebookDocuments].filter(
      ({ uri, isDirty }) => isDirty && uri.scheme === 'file',
    );
    return dirty.map(({ uri }) => this.disk.realPath(uri.fsPath));
  }

  uncommitted(): Promise<readonly string[] | undefined> {
    const { roots, environment, platform } = this.#current().situation;
    return uncommittedFiles(roots, { environment, platform });
  }

  /** The shell that commands run in, as it was found when the workspace was opened. */
  bash(): Bash {
    return this.#current().bash;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #current(): Surroundings {
    this.#surroundings ??= this.#find();
    return this.#surroundings;
  }

  #find(): Surroundings {
    const roots = this.#real(
      (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath),
    );
    // No task starts without a folder: the last one was taken out of the workspace under it.
    if (roots.length === 0) throw new Error(vscode.l10n.t('No folder is open any more, so nothing can be done.'));
    const platform = process.platform === 'win32' ? 'windows' : 'posix';
    const { disk, environment: base = process.env } = this.parts;
    const environment = commandEnvironment(base, { platform, roots, disk });
    const bash = findBash(environment, platform);
    const situation: Omit<Situation, 'mode'> = {
      roots,
      home: disk.realPath(homedir()),
      temp: this.#real(platform === 'posix' ? [tmpdir(), '/tmp'] : [tmpdir()]),
      ownState: this.#ownState(),
      environment,
      platform,
      // Where one folder takes two spellings for one name, paths are compared without case everywhere.
      isCaseSensitive: roots.every((root) => isCaseSensitive(root)),
      unavailable: bash.kind === 'missing' ? { command: bash.why } : {},
    };
    return { situation, bash };
  }

  #ownState(): readonly string[] {
    const { globalStorageUri, storageUri, logUri, extensionUri } = this.parts.context;
    return this.#real(
      ownFolders({
        globalStorage: globalStorageUri.fsPath,
        storage: storageUri?.fsPath,
        log: logUri.fsPath,
        extension: extensionUri.fsPath,
      }),
    );
  }

  #real(paths: readonly string[]): readonly string[] {
    return [...new Set(paths.map((path) => this.disk.realPath(path)))];
  }
}
