import { nameSet } from '../names';
import { signatureTable } from './signatures';

/** Modules of Node.js that only compute, but for what is listed below. */
export const PURE_MODULES = nameSet([
  'path util util.types assert assert.strict url querystring crypto os string_decoder punycode buffer events perf_hooks timers',
  'timers.promises stream stream.promises stream.web async_hooks zlib readline readline.promises console constants',
  'diagnostics_channel tty v8 test test.reporters sqlite',
]);
export const CAREFUL_MODULES = nameSet(
  'fs child_process http https http2 net dns dns.promises process module worker_threads globalThis sys Math',
);
export const REFUSED_MODULES = nameSet([
  'vm cluster dgram inspector repl tls trace_events wasi domain sea',
  // Packages that reach machines, accounts and processes
  'shelljs ssh2 node-ssh nodemailer aws-sdk @aws-sdk @google-cloud @azure dockerode node-pty pty.js sudo-prompt vm2 isolated-vm',
  'mysql mysql2 pg mongodb mongoose redis ioredis openai @anthropic-ai @octokit octokit simple-git nodegit zx open opn',
  'ps-tree tree-kill kill-port fkill ftp basic-ftp telnet-client ws socket.io-client discord.js telegraf @slack ffi-napi',
  'node-cmd systeminformation keytar robotjs node-fetch-npm download-git-repo degit wget-improved download',
]);

export const JAVASCRIPT_SIGNATURES = signatureTable({
  '': [
    'fs.{constants,close,fsync,fstat,read,F_OK,R_OK,W_OK,Stats,Dirent,ftruncate}',
    'child_process.ChildProcess',
    'http.{STATUS_CODES,METHODS,Agent,globalAgent,IncomingMessage,ServerResponse} https.{Agent,globalAgent}',
    'net.{isIP,isIPv4,isIPv6} module.{builtinModules,isBuiltin,exports,id,filename,paths,children,parent,loaded,path}',
    'process.{version,versions,platform,arch,release,title,pid,ppid,stdout,stderr,stdin,exit,exitCode,features,config}',
    'process.{memoryUsage,memoryUsage.rss,cpuUsage,uptime,hrtime,hrtime.bigint,nextTick,on,once,off,emitWarning,removeListener}',
    'process.{execArgv,getuid,getgid,geteuid,availableMemory,constrainedMemory,resourceUsage,allowedNodeEnvironmentFlags}',
    'process.{stdout.write,stderr.write,stdout.columns,stdout.isTTY,removeAllListeners,listeners,umask,argv0,stdin.setEncoding}',
    'process.{stdin.on,stdin.resume,stdout.on,getActiveResourcesInfo,sourceMapsEnabled,setSourceMapsEnabled,report,stdin.isTTY}',
    'process.{addListener,emit,getegid,getgroups,nextTick,stdin.read,stdin.once,stdin.setRawMode,setUncaughtExceptionCaptureCallback}',
    'worker_threads.{isMainThread,threadId,parentPort,workerData}',
  ],
  '!': [
    'fs.{chown,lchown,fchown,fchmod,mkfifo} net.Socket crypto.setEngine',
    'module.{require,_load,_compile,register,runMain,wrap,_extensions,_cache,_resolveFilename,prototype}',
    'v8.{setFlagsFromString,writeHeapSnapshot,deserialize,startupSnapshot}',
    'process.{binding,dlopen,abort,reallyExit,setuid,setgid,setgroups,initgroups,mainModule,_linkedBinding}',
    'process.{loadEnvFile,execve,_debugProcess,_kill,openStdin,moduleLoadList,permission,finalization,assert,channel,send}',
    'worker_threads.Worker stream.compose Reflect.{construct,apply} fs._toUnixTimestamp',
  ],
  read: 'sqlite.DatabaseSync',
  names: 'fs.{exists,access,stat,lstat,statfs,realpath,readlink,watch,watchFile,unwatchFile}',
  edit: 'fs.{utimes,truncate}',
  folder: 'fs.mkdir',
  rm: 'fs.{unlink,rm,rmdir}',
});

export const JAVASCRIPT_REFUSED_MEMBERS = nameSet([
  'constructor __proto__ caller callee __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__',
  'setPrototypeOf getPrototypeOf getOwnPropertyDescriptor getOwnPropertyDescriptors mainModule _load',
  'binding _linkedBinding dlopen reallyExit importModuleDynamically',
]);

/** Called on something of which nothing is known: only its name tells. */
export const JAVASCRIPT_METHOD_SIGNATURES = signatureTable({
  '!': 'sendBeacon execSync execFileSync spawnSync execFile runInThisContext runInNewContext runInContext _compile setEngine compileFunction',
});

/** Of the language itself and of every program that runs: what only computes. */
export const GLOBALS = nameSet([
  'JSON Math Object Array String Number Boolean Date Map Set WeakMap WeakSet WeakRef Promise RegExp BigInt Symbol Intl',
  'Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError Buffer ArrayBuffer DataView',
  'Uint8Array Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array Float64Array Uint8ClampedArray',
  'BigInt64Array BigUint64Array SharedArrayBuffer Atomics TextEncoder TextDecoder URL URLSearchParams Iterator',
  'parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI structuredClone escape unescape',
  'console performance setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask',
  'AbortController AbortSignal Event EventTarget Blob File FormData Headers Response Request FinalizationRegistry Reflect',
  'ReadableStream WritableStream TransformStream CompressionStream DecompressionStream MessageChannel MessageEvent',
  'DOMException crypto describe it test expect beforeEach afterEach beforeAll afterAll btoa atob',
  'process require module exports global globalThis fetch import.meta new.target super',
]);
