import { isSecretName } from '../../pathNames';
import { type Dockerfile, type Instruction, readDockerfile, wordsOf } from '../../script/dockerfile';
import { isPlainShell } from '../../script/plainShell';
import { canBeParsed } from '../../script/separateLines';
import type { EditedFile, Fact, Format } from '../fact';
import { opaqueFact } from './opaque';
import { isSourceName } from './sourceNames';

/** What the build of an image runs, and what it puts into the image. */
export const dockerfile: Format = {
  name: 'a Dockerfile',
  reads: (file) =>
    /(?:^|\/)(?:(?:docker|container)file(?:[.-][\w.-]+)?|[^/]+\.(?:docker|container)file)$/.test(file.folded) &&
    !file.folded.endsWith('.dockerignore') &&
    !isSourceName(file),
  facts: (text, file) => new Reader(file).read(readDockerfile(text)),
};

class Reader {
  readonly #facts: Fact[] = [];
  #stage = 'the image';
  #lines: string[] = [];
  #shell: readonly string[] = ['/bin/sh', '-c'];
  #user = '';

  constructor(private readonly file: EditedFile) {}

  read({ instructions, frontend }: Dockerfile): readonly Fact[] {
    if (
      frontend !== undefined &&
      !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::[\w.-]+)?(?:@sha256:\w+)?$/.test(frontend)
    )
      this.#add('syntax', 'change.executable', `lets ${frontend} read the file and build the image`);
    for (const instruction of instructions) this.#instruction(instruction);
    this.#endStage();
    if (/^(?:root|0)(?::|$)/.test(this.#user))
      this.#add('USER', 'change.image.rights', "leaves the image to run with its administrator's rights");
    return this.#facts;
  }

  #instruction(instruction: Instruction): void {
    const { keyword, flags, text, words, heredocs } = instruction;
    if (heredocs.some(({ isOpen }) => isOpen)) this.#opaque(`has a text in ${keyword} that never ends`);
    if (flags.some((flag) => /^--security=insecure|^--network=host/.test(flag)))
      this.#add(
        `${keyword} ${flags.join(' ')}`,
        'change.image.rights',
        'lets the build reach this machine or its network',
      );
    switch (keyword) {
      case 'FROM':
        this.#endStage();
        this.#stage = /\sas\s+(\S+)\s*$/i.exec(text)?.[1] ?? 'the image';
        this.#shell = ['/bin/sh', '-c'];
        this.#user = '';
        return;
      case 'RUN':
      case 'CMD':
      case 'ENTRYPOINT':
        this.#run(instruction);
        return;
      case 'HEALTHCHECK': {
        const [, command] = /^CMD\s+([\s\S]+)$/i.exec(text) ?? [];
        if (command !== undefined) this.#run({ ...instruction, text: command, words: wordsOf(command) });
        return;
      }
      case 'SHELL':
        this.#shell = words ?? [text];
        return;
      case 'ENV':
      case 'ARG':
        this.#variables(keyword, text);
        return;
      case 'USER':
        this.#user = text.trim();
        return;
      case 'ADD':
      case 'COPY':
        this.#copy(instruction);
        return;
      case 'WORKDIR':
      case 'EXPOSE':
      case 'LABEL':
      case 'VOLUME':
      case 'STOPSIGNAL':
      case 'MAINTAINER':
        return;
      default:
        if (!text.startsWith('INCLUDE')) this.#opaque(`has ${keyword.slice(0, 30)}, which is no instruction`);
    }
  }

  #run({ text, words, heredocs }: Instruction): void {
    if (words !== undefined) {
      this.#shellLine(words.map(quotedWord).join(' '));
      return;
    }
    const [program = '', ...options] = this.#shell;
    if (/^(?:powershell|pwsh|cmd)(?:\.exe)?$/i.test(program.slice(program.lastIndexOf('/') + 1))) {
      if (FETCHES_AND_RUNS.test(text))
        this.#add(
          `RUN ${text.slice(0, 60)}`,
          'change.image.code',
          'runs code that it fetches or decodes while the image is built',
        );
      return;
    }
    if (!isPlainShell([program, ...options].join(' '))) {
      this.#opaque(`gives its commands to ${this.#shell.join(' ')}`);
      return;
    }
    const [heredoc] = heredocs;
    if (heredoc !== undefined && /^<<-?(["']?)[^\s"']+\1$/.test(text.trim())) {
      const [, other] = /^#!(?!.*\b(?:ba|da|z|a)?sh\b)\s*(\S.*)$/m.exec(heredoc.body.split('\n')[0] ?? '') ?? [];
      if (other === undefined) this.#shellLine(heredoc.body);
      else this.#otherScript(other, heredoc.body);
    } else this.#shellLine([text, ...heredocs.map(({ raw }) => raw)].join('\n'));
  }

  #otherScript(interpreter: string, text: string): void {
    const [name = ''] = /(?:python|node|ruby|perl|php)/.exec(interpreter) ?? [];
    const language = name === 'node' ? 'javascript' : name === '' ? interpreter : name;
    this.#facts.push({ kind: 'script', at: `RUN of ${this.#stage}`, text, language, isWithinImage: true });
  }

  #shellLine(line: string): void {
    if (line.trim() === '') return;
    if (!canBeParsed(line)) this.#opaque(`runs a line that can't be parsed: ${line.slice(0, 60)}`);
    else this.#lines.push(`(\n${line}\n)`);
  }

  /** Each stage as one script: what one line downloads another may run. */
  #endStage(): void {
    const { file } = this;
    const folder = file.path.slice(0, file.path.lastIndexOf('/')) || '/';
    if (this.#lines.some((line) => line.startsWith('(')))
      this.#facts.push({
        kind: 'script',
        at: `RUN of ${this.#stage}`,
        text: this.#lines.join('\n'),
        folder,
        isWithinImage: true,
      });
    this.#lines = [];
  }

  #variables(keyword: string, text: string): void {
    const pairs = /^\s*[A-Za-z_]\w*=/.test(text)
      ? [...text.matchAll(/(?<!\w)([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g)].map(
          ([, name = '', value = '']) => ({
            name,
            value,
          }),
        )
      : [...text.matchAll(/^\s*([A-Za-z_]\w*)\s+(.+)$/g)].map(([, name = '', value = '']) => ({ name, value }));
    for (const { name, value } of pairs) {
      this.#lines.push(`${name}=${/^["']/.test(value) ? value : quotedText(value)}`);
      const bare = value.replace(/^["']|["']$/g, '');
      if (isVerificationOff(name, bare))
        this.#add(
          `${keyword} ${name}`,
          'change.verification',
          `switches off with ${name} the check of whom the image talks to`,
        );
    }
  }

  #copy({ keyword, flags, text, words, heredocs }: Instruction): void {
    const given = words ?? text.split(/\s+/).filter((word) => word !== '');
    const target = given.at(-1) ?? '';
    if (heredocs.length > 0) {
      const name = target.endsWith('/') ? `${target}${heredocs[0]?.name ?? ''}` : target;
      for (const { body } of heredocs)
        this.#shellLine(`cat > ${quotedWord(name)} <<'END_OF_COPY'\n${body}\nEND_OF_COPY`);
      return;
    }
    if (flags.some((flag) => flag.startsWith('--from='))) return;
    for (const source of given.slice(0, -1)) {
      if (/^(?:https?|ftp):\/\//i.test(source)) {
        const name = target.endsWith('/') ? target + source.slice(source.lastIndexOf('/') + 1) : target;
        this.#shellLine(`curl -o ${quotedWord(name)} ${quotedWord(source)}`);
      } else if (isSecretName(source.toLowerCase().replace(/^\.\//, '')))
        this.#add(
          `${keyword} ${source}`,
          'change.image.secret',
          `puts ${source}, which by its name holds keys or passwords, into the image`,
        );
    }
  }

  #add(at: string, detail: string, says: string): void {
    this.#facts.push({ kind: 'effect', at, effect: 'change', detail, target: this.file.shown, says });
  }

  #opaque(says: string): void {
    this.#facts.push(opaqueFact(says, this.file));
  }
}

/** In the shells of Windows, which are not looked through. */
const FETCHES_AND_RUNS =
  /\biex\b|invoke-expression|downloadstring|downloadfile|-e(?:nc|ncodedcommand)?\s+[a-z0-9+/=]{16}|frombase64string|\bcertutil\b|\bbitsadmin\b|\bmshta\b/i;

function isVerificationOff(name: string, value: string): boolean {
  switch (name) {
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
    case 'PYTHONHTTPSVERIFY':
      return value === '0';
    case 'GIT_SSL_NO_VERIFY':
    case 'GONOSUMCHECK':
    case 'CURL_INSECURE':
      return !/^(?:0|false|)$/i.test(value);
    case 'NPM_CONFIG_STRICT_SSL':
    case 'npm_config_strict_ssl':
      return /^(?:0|false)$/i.test(value);
    case 'GOSUMDB':
      return value === 'off';
    case 'PIP_TRUSTED_HOST':
    case 'GOINSECURE':
      return value !== '';
    default:
      return false;
  }
}

function quotedWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** As the shell reads it, with its variables. */
function quotedText(text: string): string {
  return `"${text.replace(/["`]/g, '\\$&')}"`;
}
