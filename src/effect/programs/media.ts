import { either, nameSet } from '../names';
import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

/** Programs on pictures, sound and film. */
export const mediaPrograms: readonly Program[] = [
  {
    names: 'convert magick mogrify identify montage compare composite stream',
    loose: true,
    longSingle: true,
    see: imageMagick,
  },
  {
    names: 'conjure import display animate',
    loose: true,
    see: (call) => call.unknown('program.beyond', call.name, 'runs a script, or shows or records the screen'),
  },
  { names: 'ffmpeg ffprobe ffplay', loose: true, longSingle: true, see: ffmpeg },
  {
    names: 'mediainfo',
    loose: true,
    options: '--Output= --LogFile=write',
    operands: 'read*',
    see: (call, parsed) => {
      const template = parsed.value('--Output');
      if (template !== undefined && /^(?:file|https?):/i.test(template.head)) call.file('read', template);
      return undefined;
    },
  },
  { names: 'sox soxi play rec', loose: true, see: sox },
  { names: 'exiftool', loose: true, longSingle: true, see: exiftool },
  { names: 'exiv2', loose: true, operands: 'edit*' },
  {
    names: 'jhead',
    loose: true,
    longSingle: true,
    options: '-cmd! -ce! -te! -rgt! -st=write',
    operands: 'edit*',
    see: (call) =>
      call.args.some((arg) => /^-(?:cmd|ce)/.test(arg.head))
        ? call.unknown('program.option', '-cmd', 'runs a command on each picture')
        : undefined,
  },
  {
    names: [
      'optipng jpegoptim pngcrush pngquant oxipng gifsicle advpng zopflipng jpegtran cjpeg djpeg svgo svgcleaner',
      'svgop',
    ],
    loose: true,
    options: [
      '-o,--output=write -out=write -outfile=write -dir=folder -d,--dest=folder -i,--input=read -f,--folder=edit -r=',
      '--ext= -s= -m=',
      '--config=no --quality= --speed= --out=write --dir=folder --log=write -p= --precision= --multipass --pretty',
      '--indent=',
    ],
    see: optimise,
  },
  {
    names: 'cwebp dwebp gif2webp avifenc avifdec heif-convert vips vipsthumbnail cwebpsimple img2webp',
    loose: true,
    options: '-o=write -q= -m= -size= -resize= -crop= --size= -s= -j= --output=write',
    see: (call, parsed) => {
      const isLastWritten = /^(?:avif|heif)/.test(call.name) && !parsed.has('-o');
      parsed.operands.forEach((operand, index) => {
        call.file(isLastWritten && index > 0 && index === parsed.operands.length - 1 ? 'write' : 'read', operand);
      });
      if (call.name === 'vips')
        call.unknown('program.beyond', 'vips', 'computes on pictures in a way that is not looked into');
      return undefined;
    },
  },
  {
    names: 'svg2png svgexport',
    loose: true,
    options: '-o,--output=write -w,--width= -h,--height= -z,--zoom= -f,--format=',
    operands: 'read write text*',
  },
  {
    names: 'rsvg-convert cairosvg potrace',
    loose: true,
    options: [
      '-o,--output=write -w,--width= -h,--height= -z,--zoom= -d,--dpi-x= -p,--dpi-y= -f,--format=',
      '-s,--stylesheet=read -b= --background-color=',
    ],
    operands: 'read*',
  },
  {
    names: 'inkscape',
    options: [
      '-w,--export-width= -h,--export-height= -d,--export-dpi= -o,--export-filename=write -i,--export-id=',
      '-j,--export-id-only -C',
      '--export-type= --export-area= --export-area-page --export-area-drawing -D --export-plain-svg -l',
      '--export-background= -b=',
      '--export-png=write --export-pdf=write --export-overwrite --export-text-to-path -T --pipe -p --query-all -S',
      '--without-gui -z -f=read',
      '--export-background-opacity= -y= --vacuum-defs --pdf-page= --pages= --pdf-poppler -V --actions=no -a=',
      '--shell! --verb=no --batch-process',
    ],
    operands: 'read*',
  },
  {
    names: 'dot neato twopi circo fdp sfdp patchwork osage gvpack unflatten',
    options: '-vqOyxV -T= -o=write -K= -G= -N= -E= -A= -l=no -s= -n=? -P -m= -c! -f -L=',
    see: (call, parsed) => {
      for (const operand of parsed.operands) {
        call.file('read', operand);
        if (parsed.has('-O'))
          call.file('write', operand.text === undefined ? operand : { ...operand, text: `${operand.text}.out` });
      }
      return undefined;
    },
  },
  {
    names: 'plantuml mmdc d2 mermaid',
    loose: true,
    options: [
      '-i,--input=read -o,--output=write -p=no -c=read -C=read -t= -b= -w= -H= -s= -f= --theme= --layout=',
      '-config=read --puppeteerConfigFile=no --plugin=no -picoweb! -ftp! -graphvizdot=no',
    ],
    see: (call, parsed) => {
      parsed.operands.forEach((operand, index) => {
        call.file(index > 0 && call.name === 'd2' ? 'write' : 'read', operand);
        if (call.name === 'plantuml' && !parsed.has('-o') && operand.text !== undefined)
          call.file('write', { ...operand, text: operand.text.replace(/\.\w+$/, '.png') });
      });
      return undefined;
    },
  },
];

/** Formats that stand for no file, or for one that is read like any other. */
const PSEUDO =
  /^(?:null|xc|canvas|gradient|radial-gradient|plasma|pattern|rose|logo|wizard|granite|netscape|hald|info|histogram|json|fractal|tile|magick|mpr|fd|thumbnail|stegano|rgba?|cmyk|gray|uyvy|yuv|bgra?)$/i;
const TAKES_TEXT = /^(?:label|caption|pango|text|txt|ttf|preview)$/i;

function imageMagick(call: Call): undefined {
  let words = [...call.args];
  let { name } = call;
  if (
    name === 'magick' &&
    /^(?:convert|mogrify|identify|montage|compare|composite|stream)$/.test(words[0]?.text ?? '')
  ) {
    name = words[0]?.text ?? name;
    words = words.slice(1);
  }
  const isEditing = name === 'mogrify';
  const isInFolder = words.some(({ text }) => text === '-path');
  const files = words.filter((word, index) => !/^[-+][a-z]/i.test(word.head) || index === words.length - 1);
  words.forEach((word, index) => {
    const before = words[index - 1]?.text ?? '';
    if (/^-(?:script|process|distribute-cache|print-pipeline|magick-script)$/.test(word.text ?? ''))
      call.unknown('program.option', word.raw, `gives ${call.name} a script to run`);
    else if (before === '-write' || before === '+write') image(call, word, 'write');
    else if (before === '-path') call.file('folder', word);
    else if (files.includes(word)) {
      const isLast = word === files.at(-1) && name !== 'identify' && !isEditing && files.length > 1;
      image(
        call,
        word,
        isLast ? 'write' : isEditing && !isInFolder && /\.\w+$|[*?]/.test(word.text ?? '.x') ? 'edit' : 'read',
      );
    }
  });
  return undefined;
}

function image(call: Call, arg: Arg, role: 'read' | 'write' | 'edit'): void {
  const { text } = arg;
  if (text === undefined) {
    call.file(role, arg);
    return;
  }
  if (/^\|/.test(text)) call.unknown('program.option', arg.raw, `gives ${call.name} a command to run`);
  else if (/^@./.test(text)) call.file('read', sliceArg(arg, 1));
  else if (/^(?:https?|ftp):/i.test(text)) call.request(arg, role !== 'read');
  else {
    const [, format, rest = ''] = /^([a-z][a-z0-9-]+):(.*)$/is.exec(text) ?? [];
    if (format === undefined) call.file(role, arg);
    else if (TAKES_TEXT.test(format)) {
      // `@` puts in the text of a file; `text:` and its like show a file as a picture.
      if (rest.startsWith('@')) call.file('read', literalArg(rest.slice(1), arg));
      else if (!/^(?:label|caption|pango)$/i.test(format)) call.file(role, literalArg(rest, arg));
    } else if (
      /^(?:msl|mvg|ephemeral|url|file|inline|show|x|win|screenshot|clipboard|scan|vid|popen|ps|eps|pdf|map|print|sh)$/i.test(
        format,
      )
    )
      call.unknown(
        'program.option',
        arg.raw,
        `lets ${call.name} ${/^ephemeral$/i.test(format) ? 'delete a file' : 'run or reach something'}`,
      );
    else if (!PSEUDO.test(format) && rest !== '-' && rest !== '') call.file(role, literalArg(rest, arg));
  }
}

const FFMPEG_FLAGS = nameSet([
  'y n nostdin stdin hide_banner vn an sn dn stats nostats shortest re copyts start_at_zero accurate_seek',
  'noaccurate_seek seek_timestamp ignore_unknown copy_unknown version formats codecs encoders decoders',
  'muxers demuxers filters protocols pix_fmts layouts sample_fmts devices bsfs colors hwaccels buildconf L',
  'dump hex benchmark benchmark_all xerror report autorotate noautorotate debug_ts psnr find_stream_info',
  'show_format show_streams show_packets show_frames show_chapters show_programs show_error show_data',
  'show_versions show_library_versions count_frames count_packets pretty unit prefix byte_binary_prefix',
  'sexagesimal bitexact show_private_data private nodisp autoexit fs noborder loop_output map_metadata_none',
]);
/** Devices that record what can be seen or heard here. */
const RECORDS =
  /^(?:x11grab|avfoundation|dshow|gdigrab|alsa|pulse|v4l2|video4linux2|kmsgrab|fbdev|oss|sndio|jack|openal|decklink|android_camera|xcbgrab|iec61883)$/;

function ffmpeg(call: Call): undefined {
  const { args } = call;
  let format = '';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === undefined) break;
    const text = arg.text ?? '';
    if (!arg.head.startsWith('-') || text === '-') {
      media(call, arg, call.name === 'ffmpeg' ? 'write' : 'read', format);
      format = '';
      continue;
    }
    if (FFMPEG_FLAGS.has(text.slice(1))) continue;
    const value = args[++i];
    if (value === undefined) break;
    if (text === '-i') {
      media(call, value, 'read', format);
      format = '';
    } else if (text === '-f') format = value.text ?? '?';
    else if (/^-(?:vf|af|filter\w*|lavfi)(?::.*)?$/.test(text) && !/_script/.test(text)) filters(call, value);
    else if (
      /^-(?:filter_script|filter_complex_script|attach|fpre|apre|vpre|hls_key_info_file|\/.*)(?::.*)?$/.test(text)
    )
      call.file('read', value);
    else if (
      /^-(?:passlogfile|vstats_file|sdp_file|dump_attachment|hls_segment_filename|segment_list|o)(?::.*)?$/.test(text)
    )
      call.file('write', value);
    else if (text === '-progress') media(call, value, 'write', '');
    else if (
      /^-(?:sdl|window_id|protocol_whitelist|init_hw_device)/.test(text) &&
      !/^(?:file|pipe|crypto|data|,)*$/.test(value.text ?? '?')
    )
      call.unknown('program.option', arg.raw, `gives ${call.name} ${arg.raw}, which can reach elsewhere`);
  }
  return undefined;
}

function media(call: Call, arg: Arg, role: 'read' | 'write', format: string): void {
  const text = arg.text ?? arg.head;
  if (RECORDS.test(format)) {
    call.emit('read', 'the screen, the camera or the microphone', {
      detail: 'read.environment',
      says: 'records the screen, the camera or the microphone',
    });
    return;
  }
  if (format === 'lavfi') filters(call, arg);
  else if (format === 'null' || text === '-' || /^pipe:\d*$/.test(text)) return;
  else if (format === 'tee') call.unknown('program.option', arg.raw, 'writes to several places at once');
  else if (/^concat:/.test(text)) for (const each of text.slice(7).split('|')) call.file('read', literalArg(each, arg));
  else if (/^file:/.test(text)) call.file(role, sliceArg(arg, 5));
  else if (/^(?:https?|rtmps?|rtsp|rtp|srt|udp|tcp|tls|ftp|sftp|mmsh?|icecast|gopher|hls\+https?):/.test(text))
    call.request(arg, role === 'write');
  else if (/^(?:subfile|crypto|async|cache|data|fd|unix|zmq|libsmbclient|smb|amqp|ipfs)\b[,:+]/.test(text))
    call.unknown('program.option', arg.raw, `reads or writes ${arg.raw} in a way that is not looked into`);
  else call.file(role, arg);
}

function filters(call: Call, arg: Arg): void {
  const { text } = arg;
  if (text === undefined) {
    call.unknown('value.option', arg.raw, "gives ffmpeg filters that can't be told");
    return;
  }
  if (
    /(?:^|[,;\]=:\s])(?:a?movie|a?zmq|ladspa|lv2|frei0r\w*|textfile|a?sendcmd|fontfile|dnn_\w+|lut3d|lut1d|model|file|filename)\b(?==)/.test(
      text,
    )
  )
    for (const [, quoted, plain] of text.matchAll(
      /\b(?:a?movie|textfile|fontfile|lut3d|lut1d|model|file|filename|f|filename)=(?:'([^']*)'|([^':,;[\]]*))/g,
    ))
      call.file('read', literalArg(quoted ?? plain ?? '', arg));
  if (/(?:^|[,;\]\s])(?:a?zmq|ladspa|lv2|frei0r|a?sendcmd)\b/.test(text))
    call.unknown('program.option', arg.raw, 'loads a filter that can run or reach something');
  for (const [, quoted, plain] of text.matchAll(/\b(?:subtitles|ass)=(?:filename=)?(?:'([^']*)'|([^':,;[\]]*))/g))
    call.file('read', literalArg(quoted ?? plain ?? '', arg));
}

/** Input, output, effects; a file's name may be a command. */
function sox(call: Call): undefined {
  const files = call.args.filter(({ head }) => !head.startsWith('-') && /[./|]/.test(head));
  if (call.name === 'rec' || call.name === 'play') call.unknown('program.beyond', call.name, 'records or plays sound');
  for (const [index, file] of files.entries()) {
    if (/^\|/.test(file.head)) call.unknown('program.option', file.raw, 'gives sox a command to run');
    else if (!/^\d*\.\d+$/.test(file.text ?? ''))
      call.file(call.name === 'sox' && index === files.length - 1 && index > 0 ? 'write' : 'read', file);
  }
  if (call.args.some(({ text }) => /^(?:-d|--default-device|-p|--sox-pipe)$/.test(text ?? '')))
    call.emit('read', 'the microphone', { detail: 'read.environment', says: 'records or plays sound' });
  return undefined;
}

const EXIF_TAKES = new RegExp(
  `^-(?:${either([
    'ext extension o out d dateFormat c coordFormat charset lang L g\\d* api x exclude i ignore w\\+?!?',
    'textOut!? W\\+?!? tagOut p printFormat if\\d* execute fileOrder\\d* geotag geosync srcfile use',
    'userParam config tagsFromFile TagsFromFile @ echo\\d* efile\\d* password sep separator csvDelim',
    'listItem common_args',
  ])})$`,
  'i',
);

function exiftool(call: Call): undefined {
  const { args } = call;
  const isWriting =
    args.some(({ head }) => /^-[\w:*#]+[-+^]?(?:<=?|=)/.test(head) && !/^-(?:csv|json|j|g|charset)\+?=/.test(head)) ||
    args.some(({ text }) => /^-(?:tagsFromFile|overwrite_original\w*)$/i.test(text ?? ''));
  if (args.some(({ head }) => /^-(?:\w+:)?(?:filename|directory|testname|hardlink|symlink)[-+#]*(?:<=?|=)/i.test(head)))
    call.unknown('program.option', 'exiftool', 'renames, moves or links files');
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === undefined) break;
    const text = arg.text ?? '';
    const from = /^-[\w:*#]+[-+]?<=/.exec(arg.head) ?? /^-(?:csv|json|j)\+?=/.exec(arg.head);
    if (from !== null) call.file('read', sliceArg(arg, from[0].length));
    else if (/^-(?:delete_original!?|restore_original|stay_open)$/.test(text))
      call.unknown('program.option', text, `makes exiftool ${text.slice(1)}`);
    else if (EXIF_TAKES.test(text)) {
      const value = args[++i];
      if (value === undefined) break;
      if (
        /^-(?:if\d*|config|use|@|userParam|execute|efile\d*)$/i.test(text) ||
        (/^-(?:p|printFormat)$/.test(text) && /;|^[^$]*$/.test(value.text ?? ';'))
      )
        call.unknown('program.option', text, `gives exiftool ${text}, which can run code`);
      else if (/^-(?:o|out)$/.test(text)) call.file('write', value);
      else if (/^-(?:tagsFromFile|srcfile|geotag)$/i.test(text)) call.file('read', value);
      else if (/^-(?:w|textOut|tagOut)/i.test(text) && /[/%]/.test(value.text ?? '/')) call.file('write', value);
    } else if (!arg.head.startsWith('-')) call.file(isWriting ? 'edit' : 'read', arg);
  }
  return undefined;
}

/** Changes its operands in place, unless it is told where to write. */
function optimise(call: Call, parsed: Parsed): undefined {
  const hasOutput =
    parsed.has('-o', '-out', '-outfile', '-dir', '-d', '--out', '--dir') ||
    /^(?:cjpeg|djpeg|jpegtran)$/.test(call.name);
  const isLastWritten = /^(?:pngcrush|zopflipng)$/.test(call.name) && parsed.operands.length > 1;
  parsed.operands.forEach((operand, index) => {
    call.file(
      isLastWritten ? (index === parsed.operands.length - 1 ? 'write' : 'read') : hasOutput ? 'read' : 'edit',
      operand,
    );
  });
  return undefined;
}
