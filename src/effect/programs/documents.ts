import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

/** Programs on documents: they turn one format into another, or show what is in one. */
export const documentPrograms: readonly Program[] = [
  {
    names: 'pandoc',
    options: [
      '-f,--from,-r,--read= -t,--to,-w,--write= -o,--output=write -s,--standalone -i -N --toc --table-of-contents',
      '-p,--preserve-tabs',
      '--wrap= --columns= -M,--metadata=? -V,--variable=? --metadata-file=read --atx-headers --markdown-headings=',
      '--toc-depth= --shift-heading-level-by=',
      '--number-sections --number-offset= --incremental --section-divs --title-prefix= -T= --slide-level=',
      '--highlight-style= --no-highlight --syntax-definition=read',
      '-c,--css=read -H,--include-in-header=read -B,--include-before-body=read -A,--include-after-body=read',
      '--template=read --reference-doc=read',
      '--bibliography=read --csl=read --citeproc -C --natbib --biblatex --citation-abbreviations=read',
      '--resource-path= --extract-media=folder',
      '--self-contained --embed-resources --mathjax=? --katex=? --mathml --webtex=? --reference-links',
      '--reference-location= --ascii --list-tables',
      '--pdf-engine= --pdf-engine-opt=! --epub-cover-image=read --epub-metadata=read --epub-embed-font=read',
      '--epub-chapter-level= --split-level= --chunk-template=',
      '--top-level-division= --id-prefix= --email-obfuscation= --default-image-extension= --indented-code-classes=',
      '--file-scope --trace --dump-args --ignore-args',
      '-F,--filter=exec -L,--lua-filter=file -d,--defaults=no --data-dir=no --sandbox=? --log=write --verbose',
      '--quiet --fail-if-warnings --eol= --dpi= --tab-stop=',
      '--strip-comments --track-changes= --list-input-formats --list-output-formats --list-extensions=?',
      '--list-highlight-languages --print-default-template= -D=',
      '--print-default-data-file= --print-highlight-style= --request-header=no --no-check-certificate!',
      '--abbreviations=read --html-q-tags --listings -h',
    ],
    see: pandoc,
  },
  {
    names: [
      'pdftotext pdftoppm pdftocairo pdftohtml pdftops pdfimages pdfseparate pdfcrop ps2pdf pdf2ps epstopdf pdf2svg',
      'eps2eps dvipdf dvipdfm dvipdfmx dvips dvisvgm pdf2txt.py pdf2txt',
    ],
    loose: true,
    longSingle: true,
    options: [
      '-f= -l= -r= -x= -y= -W= -H= -enc= -eol= -opw= -upw= -scale-to= -scale-to-x= -scale-to-y= -rx= -ry= -jpegopt=',
      '-tiffcompression=',
      '-paperw= -paperh= -zoom= -fmt= -o=write -fixed= -colspacing= --margins= --output=write -R0! -h=read -z',
    ],
    operands: 'read write',
  },
  { names: 'pdfinfo pdffonts pdfgrep pdfsig djvutxt', loose: true, operands: 'read*' },
  { names: 'pdfunite', loose: true, operands: 'read* write' },
  {
    names: 'pdfdetach pdfattach',
    loose: true,
    longSingle: true,
    options: '-o=write -save= -savefile=',
    operands: 'read* write',
  },
  { names: 'qpdf', loose: true, see: qpdf },
  {
    names: 'mutool',
    subcommands: {
      'draw|convert': {
        loose: true,
        options: '-o=write -r= -w= -h= -F= -p= -O= -A= -W= -H= -S=',
        operands: 'read text*',
      },
      'info|show|pages|extract|trace|bbox|grep': { loose: true, operands: 'read text*' },
      'clean|recolor': { loose: true, operands: 'read write text*' },
      'merge|poster|create': { loose: true, options: '-o=write', operands: 'read*' },
    },
  },
  { names: 'gs ghostscript', loose: true, see: ghostscript },
  {
    names: 'tesseract',
    loose: true,
    options: '-l= --psm= --oem= --dpi= -c= --tessdata-dir=read --user-words=read --user-patterns=read',
    see: recognise,
  },
  {
    names: 'ocrmypdf',
    loose: true,
    options: '--plugin=no -l= --sidecar=? --output-type= -j= --rotate-pages-threshold= -O= --optimize= --pdf-renderer=',
    operands: 'read write',
  },
  { names: 'img2pdf', loose: true, options: '-o,--output=write -S= -s= --pagesize= --imgsize=', operands: 'read*' },
  {
    names: 'soffice libreoffice localc lowriter',
    loose: true,
    see: office,
  },
  {
    names: 'wkhtmltopdf wkhtmltoimage weasyprint prince',
    loose: true,
    options: [
      '-s,--page-size= -O,--orientation= --margin-top= --margin-bottom= --margin-left= --margin-right= -T= -B= -L=',
      '-R= --dpi= --zoom= --encoding= -e= -m= -u=',
      '--width= --height= --quality= --format= --javascript-delay= --header-html= --footer-html= --run-script=no',
      '--post=no --post-file=no --cookie= --script=no',
      '--user-style-sheet=read --stylesheet=read --style=read -o,--output=write --plugin=no --cache-dir=folder',
      '--cookie-jar=write --read-args-from-stdin! --proxy=no -p=no',
    ],
    see: (call, parsed) => {
      parsed.operands.forEach((operand, index) => {
        if (/^https?:/i.test(operand.head)) call.request(operand, false);
        else
          call.file(
            index > 0 && index === parsed.operands.length - 1 ? 'write' : 'read',
            /^file:\/\//.test(operand.head) ? sliceArg(operand, 7) : operand,
          );
      });
      return undefined;
    },
  },
  {
    names: [
      'pdflatex xelatex lualatex latex pdftex xetex luatex tex platex uplatex context latexmk tectonic arara bibtex',
      'biber makeindex makeglossaries texcount lacheck chktex latexindent',
    ],
    loose: true,
    longSingle: true,
    options: [
      '-shell-escape! --shell-escape! -enable-write18! --enable-write18! -shell-restricted',
      '-output-directory,--output-directory,-outdir,-auxdir,-outDir=folder',
      '-r=no -e=no -pdflatex=no -latex=no -usepretex=no -lualatex-cmd=no -l=no -s=no -pv -interaction= -jobname=',
      '-synctex= -o=write --outdir=folder',
      '-cnf-line=no --cnf-line=no -output-format= -fmt= -progname= -Z=no --print',
    ],
    see: latex,
  },
  {
    names: 'typst',
    subcommands: {
      'compile|c|watch|w': {
        loose: true,
        options: '--root=read --input= --font-path=read -f,--format= --ppi= --open! --make-deps=write --timings=write',
        operands: 'read write',
      },
      'query|fonts|info|completions|eval': { loose: true, operands: 'read text*' },
    },
  },
  {
    names: [
      'asciidoctor asciidoctor-pdf asciidoctor-epub3 asciidoc rst2html rst2html.py rst2html5 rst2latex rst2man',
      'rst2pdf rst2odt',
    ],
    loose: true,
    options: [
      '-o,--out-file=write -D,--destination-dir=folder -b,--backend= -a,--attribute= -d,--doctype= -B,--base-dir=',
      '-S,--safe-mode= -r,--require=no -I=no -T=no -E= --plugin=no --stylesheet=read --link-stylesheet --writer= -w=',
      '-f= --template=read',
    ],
    see: (call, parsed) => {
      const isPair = call.name.startsWith('rst2');
      parsed.operands.forEach((operand, index) => {
        call.file(isPair && index === 1 ? 'write' : 'read', operand);
      });
      return undefined;
    },
  },
  {
    names: 'multimarkdown cmark cmark-gfm markdown markdown_py kramdown redcarpet md2html',
    loose: true,
    options: '-o,--output=write -x=no -e= -t= -f=write --extension=',
    operands: 'read*',
  },
  {
    names: 'groff troff nroff mandoc eqn tbl pic soelim col',
    options: '-abceghijklpstvzACEGNRSX -d= -f= -F= -I= -K= -L= -m= -M= -n= -o= -O= -P= -r= -T= -w= -W= -D= -U!',
    operands: 'read*',
  },
  { names: 'm4', loose: true, options: '-D= -U= -I=read -F=write -o=write', see: macros },
  {
    names: 'gnuplot',
    loose: true,
    longSingle: true,
    options: '-e=no -c=file -p -persist -V --version -h --help',
    see: (call, parsed) =>
      parsed.operands.length > 0 || parsed.has('-e', '-c', '-V', '--version', '-h', '--help')
        ? runs(call, parsed.operands)
        : call.codeFromInput('gnuplot'),
  },
  {
    names: 'tidy ssdeep html2text lynx-dump w3m-dump readable catdoc antiword docx2txt unrtf odt2txt xls2csv',
    loose: true,
    options: '-o,-output=write -f=write -m! -modify! -config=read',
    operands: 'read*',
  },
  {
    names: 'qrencode',
    options: [
      '-o,--output=write -r,--read-from=read -s,--size= -l,--level= -v,--symversion= -m,--margin= -d,--dpi= -t,--type=',
      '--rle --svg-path --inline --foreground= --background= --strict-version -S,--structured -k,--kanji -c,--casesensitive',
      '-i,--ignorecase -8,--8bit -M,--micro -V,--version -h,--help --verbose',
    ],
    operands: 'text*',
  },
  {
    names: 'figlet toilet lolcat fortune banner boxes',
    loose: true,
    options: '-f=read -d=read -C=read',
    operands: 'text*',
  },
  {
    names: 'cowsay cowthink',
    options: '-bdgpstwynlh -e= -T= -W= -f= --help --version -r -C',
    operands: 'text*',
    see: (call, parsed) => {
      // A picture is a script of Perl; a mere name is one of those it came with.
      const cow = parsed.value('-f');
      if (cow !== undefined && /[/\\]|\.cow$/.test(cow.text ?? '/')) call.runFile('perl', cow);
      return undefined;
    },
  },
];

const ENGINE =
  /^(?:pdflatex|xelatex|lualatex|tectonic|latexmk|wkhtmltopdf|weasyprint|prince|pagedjs-cli|context|groff|pdfroff|typst)$/;

function pandoc(call: Call, parsed: Parsed): undefined {
  for (const operand of parsed.operands) {
    if (/^https?:/i.test(operand.head)) call.request(operand, false);
    else call.file('read', operand);
  }
  const engine = parsed.value('--pdf-engine');
  if (engine !== undefined && !ENGINE.test(engine.text ?? ''))
    call.unknown('program.option', engine.raw, 'gives pandoc a program to run');
  for (const { name, value } of parsed.options)
    if ((name === '-f' || name === '-t') && /\.lua\b/.test(value?.text ?? '.lua') && value !== undefined)
      call.runFile('lua', value);
  return undefined;
}

function qpdf(call: Call, parsed: Parsed): undefined {
  const isShowing = call.args.some(({ head }) =>
    /^--(?:check|show-|list-|json|is-encrypted|requires-password)/.test(head),
  );
  const files = parsed.operands.filter(({ text }) => !/^(?:\.|\d[\d,-]*|[rz][\d,rz-]*)$/.test(text ?? 'x'));
  const isInPlace = call.args.some(({ text }) => text === '--replace-input');
  files.forEach((file, index) => {
    if (file.head.startsWith('@')) call.file('read', sliceArg(file, 1));
    else call.file(isInPlace ? 'edit' : !isShowing && index > 0 && index === files.length - 1 ? 'write' : 'read', file);
  });
  return undefined;
}

/** Runs the program that a PostScript file is; since 9.50 it can't reach other files, unless it is let. */
function ghostscript(call: Call): undefined {
  for (const [index, arg] of call.args.entries()) {
    const output = /^(?:-sOutputFile=|-o)(.*)$/s.exec(arg.head);
    if (output !== null && (arg.head !== '-o' || call.args[index + 1] !== undefined)) {
      const file = arg.head === '-o' ? call.args[index + 1] : sliceArg(arg, arg.head.length - (output[1] ?? '').length);
      if (/^(?:%pipe%|\|)/.test(file?.head ?? ''))
        call.unknown('program.option', arg.raw, 'gives Ghostscript a command to run');
      else if (file !== undefined && file.text !== '-' && !/^%std/.test(file.head)) call.file('write', file);
    } else if (/^-d(?:NOSAFER|DELAYSAFER)|^--permit-|^-c$|^-I|^-P$|^-sICCProfilesDir/.test(arg.head))
      call.unknown('program.option', arg.raw, 'lets Ghostscript run code or reach other files');
    else if (!arg.head.startsWith('-') && call.args[index - 1]?.text !== '-o') call.file('read', arg);
  }
  return undefined;
}

function recognise(call: Call, parsed: Parsed): undefined {
  const [input, output] = parsed.operands;
  if (input !== undefined && !/^(?:stdin|-)$/.test(input.text ?? '')) call.file('read', input);
  if (output !== undefined && !/^(?:stdout|-)$/.test(output.text ?? '')) call.file('write', output);
  return undefined;
}

function office(call: Call): undefined {
  const { args } = call;
  const isConverting = args.some(({ text }) => /^--?(?:convert-to|cat|print-to-file)$/.test(text ?? ''));
  const odd = args.find(({ head }) =>
    /^(?:macro|vnd\.sun|service):|^-env:|^--?(?:accept|infilter|script-cat|unaccept|writer|calc|quickstart|pt$|p$)/.test(
      head,
    ),
  );
  if (!isConverting || odd !== undefined) {
    if (/^--?(?:version|help)$/.test(args[0]?.text ?? '')) return undefined;
    return call.unknown(
      'program.beyond',
      call.name,
      odd === undefined
        ? 'opens documents in a program of its own'
        : `gives ${call.name} ${odd.raw}, which can run code`,
    );
  }
  args.forEach((arg, index) => {
    const before = args[index - 1]?.text ?? '';
    if (/^--?outdir$/.test(before)) call.file('folder', arg);
    else if (!arg.head.startsWith('-') && !/^--?convert-to$/.test(before)) call.file('read', arg);
  });
  return undefined;
}

/** Builds a document from the workspace; without `-shell-escape` it only reads and writes there. */
function latex(call: Call, parsed: Parsed): undefined {
  for (const operand of parsed.operands) {
    if (/[\\{]/.test(operand.head))
      call.unknown('code.opaque', operand.raw, `runs code of ${call.name} that is not looked into`);
    else call.file('read', operand);
  }
  if (/^(?:latexmk|lualatex|luatex|context|arara|tectonic)$/.test(call.name)) call.runHere('run.build', call.name);
  return undefined;
}

/** Its macros can run commands. */
function macros(call: Call, parsed: Parsed): undefined {
  if (parsed.operands.length === 0) call.codeFromInput('m4');
  return runs(call, parsed.operands);
}

function runs(call: Call, files: Parsed['operands']): undefined {
  for (const file of files) call.runFile(call.name, file);
  return undefined;
}
