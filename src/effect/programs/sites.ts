import type { Program } from './program';
import { type VerbTool, verbPrograms } from './verbs';

const tools: readonly VerbTool[] = [
  {
    names: 'hugo zola jekyll quarto pelican bridgetown nikola middleman nanoc antora',
    options: [
      '-d,--destination=folder -s,--source=cwd --config= -b,--baseURL= -D -e,--environment= --contentDir=read --themesDir=file --layoutDir=file --cacheDir=write',
      '--logLevel= -p,--port= -P,--plugins=file --bind= -o,--output-dir=folder --output=write --to= -H,--host= -r,--root=cwd --interface= -i= -u= --layouts=file',
    ],
    verbs: {
      looks: 'version env list doctor check inspect help config',
      works: 'server serve s build b render preview new gen convert clean import init create-project',
      restores: 'mod\\ tidy mod\\ vendor mod\\ verify mod\\ graph',
      installs: 'mod mod\\ get install add update remove tools plugin theme',
      deploys: 'deploy publish github_deploy rsync_upload',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    hosts: '-H',
  },
  {
    names: 'doxygen ditaa vhs marp',
    options: '-o,--output=write -i,--input=read -t= -w',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed) => {
      // Their settings name commands.
      for (const operand of parsed.operands)
        if (/^(?:doxygen|vhs)$/.test(call.name) && call.areaOf(operand) !== 'workspace')
          call.runFile('settings', operand);
      return undefined;
    },
  },
];

/** What makes the pages of a site, or of a program's documentation. */
export const sitePrograms: readonly Program[] = verbPrograms(tools);
