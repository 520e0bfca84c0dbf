import { nameSet } from '../names';
import { signatureTable } from './signatures';

/** Whatever is called of these only computes, but for what is listed below. */
export const PURE_MODULES = nameSet([
  'math cmath decimal fractions numbers random statistics itertools functools collections collections.abc heapq bisect',
  'array copy pprint reprlib enum string re difflib textwrap unicodedata stringprep struct datetime calendar time zoneinfo',
  'py_compile compileall hashlib hmac secrets csv json json.decoder json.encoder tomllib html html.parser html.entities base64 binascii quopri',
  'uuid typing dataclasses abc contextlib traceback warnings inspect ast dis token tokenize keyword graphlib colorsys',
  'locale gettext argparse optparse getopt platform errno unittest unittest.mock doctest sysconfig fnmatch queue',
  'threading concurrent concurrent.futures asyncio asyncio.exceptions weakref numbers email email.message email.utils',
  'email.mime email.mime.text email.mime.multipart email.header email.parser email.policy mimetypes ipaddress urllib',
  'urllib.parse urllib.error http http.cookies __future__ contextvars sched timeit tracemalloc rlcompleter netrc',
  'importlib.metadata importlib.resources importlib.util importlib.machinery importlib.abc xml xml.etree xml.dom',
  'xml.etree.ElementTree xml.etree.cElementTree xml.dom.minidom xml.sax xml.sax.saxutils xml.parsers xml.parsers.expat',
  'zlib encodings codecs stat operator types linecache symtable opcode logging logging.handlers configparser',
  'io tempfile glob shlex getpass pwd grp resource multiprocessing select selectors gzip bz2 lzma wave colorama pathlib',
  'os.path fileinput filecmp zipfile tarfile sqlite3 pickle pickletools copyreg concurrent.futures.thread',
  'sre_compile sre_constants sre_parse genericpath ntpath posixpath plistlib binhex pkgutil cProfile profile pstats',
  'multiprocessing.pool concurrent.futures.process faulthandler encodings.utf_8',
]);

/** Of these only what is listed below. */
export const CAREFUL_MODULES = nameSet([
  'os sys subprocess shutil importlib builtins gc socket ssl runpy atexit signal site urllib.request http.client',
  'requests httpx aiohttp urllib3 psutil http.server socketserver',
]);

/** Beyond what is understood: they reach anything, or other machines. */
export const REFUSED_MODULES = nameSet([
  'ctypes cffi marshal code codeop pty posix nt _posixsubprocess _ctypes pdb bdb trace cmd idlelib turtle antigravity',
  'webbrowser smtplib smtpd ftplib telnetlib poplib imaplib nntplib xmlrpc xmlrpc.client xmlrpc.server asyncore asynchat',
  'multiprocessing.managers multiprocessing.connection multiprocessing.shared_memory urllib.robotparser http.cookiejar',
  'xml.dom.pulldom test.support lib2to3 shelve dbm modulefinder tabnanny pyclbr',
  'logging.config venv ensurepip zipapp distutils imp zipimport mmap fcntl termios tty msvcrt winreg _winapi curses syslog',
  'ossaudiodev crypt spwd nis pipes popen2 commands tkinter cgi cgitb wsgiref pydoc sitecustomize usercustomize',
  // Packages that reach machines, accounts and processes
  'paramiko fabric boto3 botocore s3fs google.cloud azure docker kubernetes pexpect ptyprocess sh plumbum invoke delegator',
  'ansible win32api win32com keyring pyautogui pynput twilio slack_sdk telegram tweepy stripe pycurl websocket websockets',
  'psycopg2 psycopg pymysql MySQLdb mysql pymongo redis cx_Oracle oracledb openai anthropic scapy netmiko dns',
  'pip git github gitlab smbclient ldap3 dill cloudpickle joblib.externals execnet rpyc pyro4 fsspec gdown wget yt_dlp',
]);

/** Names that are modules wherever they are found as a member. */
export const TELLING_MODULES = nameSet([
  'os sys subprocess shutil builtins importlib ctypes posix pty socket __builtins__ _os runpy marshal',
]);

export const PYTHON_SIGNATURES = signatureTable({
  '': [
    'os.{getcwd,getpid,getppid,getuid,getgid,geteuid,getegid,getlogin,uname,cpu_count,times,urandom,getloadavg,ctermid}',
    'os.{_exit,get_blocking,strerror,fspath,fsencode,fsdecode,get_terminal_size,isatty,getpgid,getpgrp,getpriority,getgroups,umask,sync}',
    'os.{sched_getaffinity,WEXITSTATUS,WIFEXITED,device_encoding,error,PathLike,stat_result,DirEntry,fstat,close,fsync,pipe}',
    'os.{O_RDONLY,O_WRONLY,O_RDWR,O_CREAT,O_EXCL,O_TRUNC,O_APPEND,F_OK,R_OK,W_OK,X_OK,EX_OK,read,process_cpu_count}',
    'sys.{exit,version,version_info,platform,maxsize,byteorder,implementation,prefix,base_prefix,exec_prefix,hexversion}',
    'sys.{getsizeof,getrecursionlimit,setrecursionlimit,getdefaultencoding,getfilesystemencoding,exc_info,getrefcount}',
    'sys.{intern,flags,float_info,int_info}',
    'sys.{maxunicode,builtin_module_names,stdlib_module_names,last_value,copyright,api_version,abiflags,warnoptions,gettrace}',
    'sys.{set_int_max_str_digits,get_int_max_str_digits,hash_info,thread_info,dont_write_bytecode,orig_argv,base_exec_prefix}',
    'sys.{unraisablehook,__excepthook__,getswitchinterval,setswitchinterval,call_tracing,getprofile,is_finalizing,pycache_prefix}',
    'subprocess.{PIPE,STDOUT,DEVNULL,CalledProcessError,TimeoutExpired,SubprocessError,CompletedProcess,list2cmdline}',
    'shutil.{which,disk_usage,get_terminal_size,Error,SameFileError,copyfileobj,ignore_patterns,get_archive_formats}',
    'importlib.{reload,invalidate_caches}',
    'gc.{collect,disable,enable,get_count,get_stats,isenabled,freeze,get_threshold}',
    'site.{getsitepackages,getusersitepackages,ENABLE_USER_SITE}',
    'socket.{gethostname,error,timeout,gaierror,AF_INET,AF_INET6,AF_UNIX,SOCK_STREAM,SOCK_DGRAM,SOL_SOCKET,SO_REUSEADDR}',
    'socket.{inet_aton,inet_ntoa,inet_pton,inet_ntop,htons,ntohs,htonl,ntohl,getfqdn,has_ipv6,setdefaulttimeout,SHUT_RDWR}',
    'ssl.{OPENSSL_VERSION,create_default_context,SSLError,OPENSSL_VERSION_INFO,get_default_verify_paths,SSLContext}',
    'signal.{SIGTERM,SIGKILL,SIGINT,SIGALRM,SIGHUP,SIGUSR1,SIG_DFL,SIG_IGN,Signals,alarm,SIGPIPE}',
    'urllib.request.{Request,pathname2url,url2pathname,HTTPError,getproxies}',
    'requests.{exceptions,Request,Response,PreparedRequest,codes,__version__,adapters,models,utils,auth,structures}',
    'requests.{compat,cookies,packages,status_codes,hooks,sessions,HTTPError,ConnectionError,Timeout,RequestException,certs}',
    'httpx.{Timeout,HTTPError,URL,Request,Response,__version__,ASGITransport,MockTransport}',
    'aiohttp.{ClientTimeout,ClientError,__version__}',
    'urllib3.{__version__,exceptions,util,Retry,disable_warnings}',
    'psutil.{cpu_percent,virtual_memory,cpu_count,disk_usage,boot_time,swap_memory,__version__,cpu_times,net_io_counters,getloadavg}',
    'http.client.{HTTPException,responses,OK,RemoteDisconnected}',
    'http.server.{BaseHTTPRequestHandler,SimpleHTTPRequestHandler} socketserver.{TCPServer,ThreadingMixIn,BaseRequestHandler}',
  ],
  '!': [
    'os.{execl,execle,execlp,execlpe,execv,execve,execvp,execvpe,spawnl,spawnle,spawnlp,spawnlpe,spawnv,spawnve}',
    'os.{spawnvp,spawnvpe,posix_spawn,posix_spawnp,fork,forkpty,setuid,setgid,chroot,fchdir,mknod,mkfifo,ptrace}',
    'sys.{settrace,setprofile,addaudithook,_getframe,_current_frames,breakpointhook,meta_path,path_hooks,displayhook}',
    'atexit.register signal.{signal,pthread_kill,raise_signal} gc.{get_objects,get_referrers,get_referents}',
    'inspect.{currentframe,stack,getouterframes,getinnerframes,getclosurevars,trace} typing.{get_type_hints,ForwardRef}',
    'types.{FunctionType,CodeType,LambdaType}',
    'codecs.{register,lookup,register_error} pickle.Unpickler ',
    'importlib.util.spec_from_loader faulthandler.register',
    'importlib.machinery.{SourceFileLoader,ExtensionFileLoader,SourcelessFileLoader} pkgutil.{resolve_name,find_loader,get_loader}',
    'unittest.mock.{_importer,_get_target} doctest.{script_from_examples,testsource,debug,debug_src} stat.{S_ISUID,S_ISGID}',
    'asyncio.{create_subprocess_shell,create_subprocess_exec,open_connection,start_server} timeit.main',
    'xml.sax.make_parser logging.handlers.{SMTPHandler,HTTPHandler,SocketHandler,SysLogHandler,DatagramHandler}',
    'urllib.request.{install_opener,build_opener,ProxyHandler,HTTPHandler} psutil.{process_iter,pids,Popen}',
    'asyncio.{open_unix_connection,start_unix_server} aiohttp.web os.{putenv,unsetenv}',
  ],
  'read write': 'py_compile.compile',
  edit: 'os.utime os.truncate os.setxattr compileall.compile_dir compileall.compile_file',
  read: ['linecache.{getline,getlines} netrc.netrc', 'xml.sax.parse tokenize.open'],
  'read read': 'filecmp.cmp',
  'read > tree': 'xml.etree.ElementTree.{parse,iterparse} xml.etree.cElementTree.parse xml.dom.minidom.parse',
  names: [
    'os.path.{exists,isfile,isdir,islink,getsize,getmtime,getctime,getatime,samefile,lexists,ismount}',
    'os.{stat,lstat,access,statvfs,readlink,pathconf,getxattr,listxattr} shutil.disk_usage',
  ],
  folder: 'os.{mkdir,makedirs}',
  rm: 'os.{remove,unlink,rmdir,removedirs} shutil.rmtree',
  write: 'logging.FileHandler logging.handlers.{RotatingFileHandler,TimedRotatingFileHandler,WatchedFileHandler}',
  'write read': 'shutil.make_archive',
  'read folder': 'shutil.unpack_archive',
  shell: 'os.{system,popen} subprocess.{getoutput,getstatusoutput}',
  'url > remote': 'urllib.request.urlopen',
  'url write > remote': 'urllib.request.urlretrieve',
  '> http':
    'requests.{Session,session} httpx.{Client,AsyncClient} aiohttp.ClientSession urllib3.{PoolManager,HTTPSConnectionPool}',
  '> socket': 'socket.socket',
  '> psprocess': 'psutil.Process',
});

/** Called on something of which nothing is known: only its name tells. */
export const PYTHON_METHOD_SIGNATURES = signatureTable({
  '!': [
    'subprocess_shell subprocess_exec create_connection create_unix_connection connect_accepted_socket',
    'system popen Popen execv execve execvp spawnv fork forkpty pty_spawn check_output check_call getoutput',
    'set_trace interact runsource runcode runctx exec_module load_module load_source exec_command invoke_shell',
  ],
});

export const PYTHON_REFUSED_MEMBERS = nameSet([
  '__subclasses__ __globals__ __builtins__ __import__ __getattribute__ __code__ __closure__ __loader__ __spec__ __self__',
  '__reduce__ __reduce_ex__ __func__ __wrapped__ __kwdefaults__ __defaults__ __objclass__ __build_class__ __setattr__',
  '__delattr__ f_globals f_locals f_builtins f_back f_code tb_frame tb_next gi_frame gi_code cr_frame cr_code ag_frame',
  'co_code co_consts func_globals func_code im_func _getframe eval_str load_dynamic _wrap_close _os _sys ',
]);
